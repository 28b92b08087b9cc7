@echo off
rem Starts jpm from its image, wherever the image was moved.
setlocal
for %%I in ("%~dp0..") do set "HOME_OF_JPM=%%~fI"
set "LIB=%HOME_OF_JPM%\lib"
set "SUBCOMMAND="
if /i "%~n0"=="jpx" set "SUBCOMMAND=jpx"
"%HOME_OF_JPM%\runtime\bin\java" @java.options@ -XX:AOTCache="%LIB%\jpm.aot" "-Djpm.home=%HOME_OF_JPM%" "-Dorg.sqlite.lib.path=%LIB%\native" -Dorg.sqlite.lib.name=@sqlite.library@ -cp "@class.path@" @main.class@ %SUBCOMMAND% %*
