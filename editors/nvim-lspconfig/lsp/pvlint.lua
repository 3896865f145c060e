---@brief
---
--- pvlint finds misuse of saved interrupt flags in C code of the Linux kernel: restores with interrupts enabled, flags that
--- nobody saved or that were overwritten, functions that return with interrupts disabled. It leaves everything else to clangd,
--- and is meant to run beside it.
---
--- `pvlint` has to be in `PATH`. The flags of a file come from `compile_commands.json` in its folder or above; in a kernel tree,
--- `make compile_commands.json` makes one after a build, and `pvlint compdb` without building anything.
---
--- With other settings:
---
--- ```lua
--- vim.lsp.config('pvlint', {
---   init_options = { level = 'audit', checks = 'pvops-*', inlayHints = true },
--- })
--- ```

---@type vim.lsp.Config
return {
  cmd = { 'pvlint', 'lsp' },
  filetypes = { 'c' },
  root_markers = { 'compile_commands.json', '.git' },
  init_options = { level = 'warning', inlayHints = false },
}
