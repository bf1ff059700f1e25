-- Stores a text under its hash, held by nobody; one that is there stays as it is.
-- KEYS[1]: holders by hash, a ZSET; [2]: the text.
-- ARGV[1]: hash; [2]: text.
-- Returns: 1 when it is new, else 0.
-- @include call.lua
if call('ZSCORE', KEYS[1], ARGV[1]) then
  return 0
end
call('SET', KEYS[2], ARGV[2])
call('ZADD', KEYS[1], 0, ARGV[1])
return 1
