-- A worker is known to be gone: what it held is ready at once.
-- KEYS[1]: the partition's clock (and [2] in Cluster, see commit.lua).
-- ARGV[1]: the partition's prefix; [2]: worker.
-- Returns: how many items it held.
-- @include keys.lua
-- @include time.lua
-- @include rows.lua
-- @include lines.lua
-- @include places.lua
-- @include wakes.lua
local held = {}
for _, item in ipairs(call('ZRANGE', prefix .. 'lease', 0, -1)) do
  local row = find(item)
  if row and row.p == LEASED and row.o == ARGV[2] then
    held[#held + 1] = row
  end
end

-- Byte by byte: Lua's '<' on strings would follow the server's locale.
local function isBefore(a, b)
  local length = math.min(#a.id, #b.id)
  for i = 1, length do
    local x, y = string.byte(a.id, i), string.byte(b.id, i)
    if x ~= y then
      return x < y
    end
  end
  return #a.id < #b.id
end

table.sort(held, isBefore)
for _, row in ipairs(held) do
  takeAway(row, true)
end

removeWorker(ARGV[2])
flush()
tell()
return #held
