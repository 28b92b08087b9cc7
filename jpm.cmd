@echo off
rem Runs jpm from a checkout: builds the image on first use, then hands over to it.
setlocal
set "HERE=%~dp0"
set "IMAGE=%HERE%dist\target\jpm"
if not exist "%IMAGE%\built" (
  if not defined JAVA_HOME (
    echo jpm is built with JDK 25. Set JAVA_HOME to its folder. 1>&2
    exit /b 1
  )
  echo Building jpm, about a minute ... 1>&2
  pushd "%HERE%"
  call mvn -q -B -ntp -pl dist -am package -DskipTests 1>&2 || (popd & exit /b 1)
  popd
)
"%IMAGE%\bin\jpm.cmd" %*
