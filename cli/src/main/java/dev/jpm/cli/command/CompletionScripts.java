package dev.jpm.cli.command;

/** What makes a shell ask jpm for the words that fit. */
final class CompletionScripts {
  static final String BASH =
      """
      # jpm completion for bash: put  source <(jpm completion bash)  into ~/.bashrc
      _jpm_completion() {
        local IFS=$'\\n'
        COMPREPLY=($(COMP_CWORD="$COMP_CWORD" jpm completion --loglevel silent -- "${COMP_WORDS[@]}" 2>/dev/null))
      }
      complete -o default -F _jpm_completion jpm\
      """;

  static final String ZSH =
      """
      # jpm completion for zsh: put  source <(jpm completion zsh)  into ~/.zshrc
      _jpm_completion() {
        local -a found
        found=(${(f)"$(COMP_CWORD=$((CURRENT - 1)) jpm completion --loglevel silent -- "${words[@]}" 2>/dev/null)"})
        compadd -- $found
      }
      compdef _jpm_completion jpm\
      """;

  static final String FISH =
      """
      # jpm completion for fish: put  jpm completion fish | source  into config.fish
      function _jpm_completion
        set -l words (commandline -opc) (commandline -ct)
        COMP_CWORD=(math (count $words) - 1) jpm completion --loglevel silent -- $words 2>/dev/null
      end
      complete -c jpm -f -a '(_jpm_completion)'\
      """;

  private CompletionScripts() {}
}
