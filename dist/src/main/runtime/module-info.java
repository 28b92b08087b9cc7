/** What jpm's own Java has beside the modules of the JDK. */
module dev.jpm.quiet {
  provides System.LoggerFinder with
      dev.jpm.quiet.NoLoggers;
}
