@echo off
rem Starts jpm from its image, wherever the image was moved.
setlocal
for %%I in ("%~dp0..") do set "HOME_OF_JPM=%%~fI"
set "LIB=%HOME_OF_JPM%\lib"
set "SUBCOMMAND="
if /i "%~n0"=="jpx" set "SUBCOMMAND=jpx"
rem What is in a cache is loaded at every start, so commands that only run something have a small one.
set "CACHE=install"
if not defined SUBCOMMAND for %%C in (run run-script test t start stop restart node -v --version) do if "%~1"=="%%C" set "CACHE=run"
"%HOME_OF_JPM%\runtime\bin\java" @java.options@ -XX:AOTCache="%LIB%\%CACHE%.aot" "-Djpm.home=%HOME_OF_JPM%" "-Dorg.sqlite.lib.path=%LIB%\native" -Dorg.sqlite.lib.name=@sqlite.library@ -cp "@class.path@" @main.class@ %SUBCOMMAND% %*
