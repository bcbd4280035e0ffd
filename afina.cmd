@echo off
rem Runs the afina command from this checkout on Windows; builds it the first time.
rem Untested. After changes to the sources run: mvnw.cmd -q -Dafina.launcher -pl cli -am package
setlocal
set "ROOT=%~dp0"
set "JAR=%ROOT%cli\target\afina-cli.jar"
set "JAVA=java"
if defined JAVA_HOME set "JAVA=%JAVA_HOME%\bin\java.exe"
"%JAVA%" -version >nul 2>&1
if errorlevel 1 (
  echo afina: no Java was found; install a JDK of version 17 or newer, or set JAVA_HOME to one 1>&2
  exit /b 2
)
if exist "%ROOT%cli\target\built" goto run
echo afina: building ^(once; fetches the libraries, some minutes^) 1>&2
pushd "%ROOT%"
call mvnw.cmd -q -B -ntp -Dafina.launcher -pl cli -am package 1>&2
set "CODE=%ERRORLEVEL%"
popd
if not "%CODE%"=="0" (
  echo afina: the build failed, see above 1>&2
  exit /b 1
)
:run
if not defined OMP_NUM_THREADS set "OMP_NUM_THREADS=1"
"%JAVA%" -XX:+UseSerialGC -XX:+IgnoreUnrecognizedVMOptions --enable-native-access=ALL-UNNAMED -Dfile.encoding=UTF-8 %AFINA_JAVA_OPTS% -jar "%JAR%" %*
exit /b %ERRORLEVEL%
