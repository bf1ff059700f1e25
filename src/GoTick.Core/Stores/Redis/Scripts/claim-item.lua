-- Leases one item, whatever line it is in; a living lease only by force.
-- KEYS[1]: the partition's clock (and [2] in Cluster, see commit.lua).
-- ARGV[1]: the partition's prefix; [2]: item; [3]: worker; [4]: lease for, µs; [5]: 1 = by force.
-- Returns: now, its place before or -1, and the item as in includes/brought.lua if it is leased now.
-- @include keys.lua
-- @include time.lua
-- @include rows.lua
-- @include lines.lua
-- @include places.lua
-- @include brought.lua
local row = find(ARGV[2])
if not row then
  return { now, -1 }
end

local before = tonumber(row.p)
if row.p == ENDED or (row.p == LEASED and tonumber(row.d) > now and ARGV[5] ~= '1') then
  return { now, before }
end

row.onLeave = row.o == ARGV[3]
leave(row)
toLeased(row, ARGV[3], tonumber(ARGV[4]))
flush()
return { now, before, brought(row) }
