-- Deletes a text that nobody holds.
-- KEYS[1]: holders by hash, a ZSET; [2]: the text.
-- ARGV[1]: hash.
-- Returns: 1 when it is gone, 0 when somebody holds it.
-- @include call.lua
if tonumber(call('ZSCORE', KEYS[1], ARGV[1]) or '0') > 0 then
  return 0
end
call('UNLINK', KEYS[2])
call('ZREM', KEYS[1], ARGV[1])
return 1
