-- Renews the leases that are still the worker's.
-- KEYS[1]: the partition's clock (and [2] in Cluster, see commit.lua).
-- ARGV[1]: the partition's prefix; [2]: worker; [3]: lease for, µs; [4 ..]: item, token, item, token, …
-- Returns: now, then for each lease the messages ever posted to the item, or -1 when it is lost.
-- @include keys.lua
-- @include time.lua
-- @include rows.lua
local untilTime = int(now + tonumber(ARGV[3]))
local reply = { now }
-- Redis refuses the first write of a script when its memory is full, unless that write cannot grow; later ones pass. Leases must not lapse for want
-- of memory.
call('ZREM', prefix .. 'lease', '')
for i = 4, #ARGV, 2 do
  local row = find(ARGV[i])
  if row and row.p == LEASED and row.t == ARGV[i + 1] and row.o == ARGV[2] then
    put(row, 'd', untilTime)
    call('ZADD', prefix .. 'lease', untilTime, row.id)
    reply[#reply + 1] = row.m
  else
    reply[#reply + 1] = -1
  end
end
flush()
return reply
