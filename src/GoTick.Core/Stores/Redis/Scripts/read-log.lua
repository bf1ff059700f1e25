-- Records of a run's log, by number: in one step, because the log may lose its oldest at any moment.
-- KEYS[1]: the log, a LIST of 'number:record'.
-- ARGV[1]: only numbers after this one; [2]: the most.
-- Returns: the records with their numbers before them.
-- @include call.lua
local oldest = call('LINDEX', KEYS[1], 0)
if not oldest then
  return {}
end

local from = math.max(0, tonumber(ARGV[1]) + 1 - tonumber(string.match(oldest, '^%d+')))
return call('LRANGE', KEYS[1], from, from + tonumber(ARGV[2]) - 1)
