-- Drives Neovim's own LSP client (0.7 and later) and prints what a user would see, as JSON.
--
--   FILE=… LINE=… COLUMN=… nvim --headless -u SETUP -i NONE -n -c 'luafile nvim.lua'
--
-- SETUP is what docs/editors.md tells users to write.
--
-- LINE and COLUMN, counted from 1, are those of a finding with a fix-it.
local file, line, column = os.getenv('FILE'), tonumber(os.getenv('LINE')), tonumber(os.getenv('COLUMN'))
local seen = {}

local function await(what, condition)
  if not vim.wait(60000, condition, 20) then
    error('nothing after 60 s: ' .. what)
  end
end

local function lines(buffer)
  return vim.api.nvim_buf_get_lines(buffer, 0, -1, false)
end

local ok, message = pcall(function()
  vim.cmd('edit ' .. file)
  local buffer = vim.api.nvim_get_current_buf()

  await('diagnostics', function() return #vim.diagnostic.get(buffer) > 0 end)
  seen.diagnostics = {}
  for _, each in ipairs(vim.diagnostic.get(buffer)) do
    table.insert(seen.diagnostics, {
      line = each.lnum + 1,
      column = each.col + 1,
      severity = vim.diagnostic.severity[each.severity],
      source = each.source,
      message = each.message,
      check = each.user_data and each.user_data.lsp and each.user_data.lsp.code or each.code,
    })
  end

  vim.api.nvim_win_set_cursor(0, { line, column - 1 })
  local windows = #vim.api.nvim_list_wins()
  vim.lsp.buf.hover()
  await('hover', function() return #vim.api.nvim_list_wins() > windows end)
  for _, window in ipairs(vim.api.nvim_list_wins()) do
    if vim.api.nvim_win_get_config(window).relative ~= '' then
      seen.hover = table.concat(lines(vim.api.nvim_win_get_buf(window)), '\n')
      vim.api.nvim_win_close(window, true)
    end
  end

  -- The first choice, as with return.
  vim.ui.select = function(items, options, choose)
    seen.actions = vim.tbl_map(function(item) return options.format_item(item) end, items)
    choose(items[1], 1)
  end
  local before = vim.api.nvim_buf_get_changedtick(buffer)
  vim.lsp.buf.code_action()
  await('a change by the code action', function() return vim.api.nvim_buf_get_changedtick(buffer) > before end)
  await('fewer diagnostics', function() return #vim.diagnostic.get(buffer) < #seen.diagnostics end)
  seen.left = #vim.diagnostic.get(buffer)
  vim.cmd('write')

  vim.lsp.stop_client(vim.lsp.get_active_clients())
  await('the end of the server', function() return #vim.lsp.get_active_clients() == 0 end)
end)
if not ok then seen.error = message end
io.stdout:write(vim.json.encode(seen), '\n')
vim.cmd('qall!')
