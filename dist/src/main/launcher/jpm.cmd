@echo off
rem Starts jpm from its image, wherever the image was moved.
setlocal
rem What editors and scripts ask again and again is known without Java.
if "%~n0"=="jpm" if "%~2"=="" for %%C in (-v --version) do if "%~1"=="%%C" (
  echo @version@
  exit /b 0
)
for %%I in ("%~dp0..") do set "HOME_OF_JPM=%%~fI"
set "LIB=%HOME_OF_JPM%\lib"
set "SUBCOMMAND="
if /i "%~n0"=="jpx" set "SUBCOMMAND=jpx"
rem What is in a cache is loaded at every start, so what only runs something has a small one.
set "CACHE=install"
if not defined SUBCOMMAND for %%C in (run run-script test t start stop restart node) do if "%~1"=="%%C" set "CACHE=run"
if not "%~2"=="" for %%C in (exec x) do if "%~1"=="%%C" if exist "node_modules\.bin\%~2.cmd" set "CACHE=run"
rem The mirror is a server: it brings its own jars, and runs long enough for the optimising compiler.
set "SERVER="
set "COMPILER="
if "%~1"=="mirror" set "SERVER=;@server.class.path@"
if "%~1"=="mirror" set "COMPILER=-XX:TieredStopAtLevel=4"
rem So do the libraries that sign and verify attestations, one of which uses what Java warns of.
set "SIGSTORE="
set "UNSAFE="
if "%~1"=="audit" if "%~2"=="signatures" set "SIGSTORE=;@sigstore.class.path@"
if "%~1"=="audit" if "%~2"=="signatures" set "UNSAFE=--sun-misc-unsafe-memory-access=allow"
for %%C in (mirror publish stage) do if "%~1"=="%%C" (
  set "SIGSTORE=;@sigstore.class.path@"
  set "UNSAFE=--sun-misc-unsafe-memory-access=allow"
)
rem Audits hold whole lockfiles for a moment: what is never collected need not be copied about.
set "MEMORY="
if "%~1"=="audit" set "MEMORY=-Xms384m -Xmn320m"
"%HOME_OF_JPM%\runtime\bin\java" @java.options@ %MEMORY% %COMPILER% %UNSAFE% -XX:AOTCache="%LIB%\%CACHE%.aot" "-Djpm.home=%HOME_OF_JPM%" "-Dorg.sqlite.lib.path=%LIB%\native" -Dorg.sqlite.lib.name=@sqlite.library@ -cp "@class.path@%SERVER%%SIGSTORE%" @main.class@ %SUBCOMMAND% %*
