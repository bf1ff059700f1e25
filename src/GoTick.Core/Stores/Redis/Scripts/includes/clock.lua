-- wall(): the server's own clock in microseconds. No client's clock is ever used.
-- @include call.lua
local function wall()
  local time = call('TIME')
  return time[1] * 1000000 + time[2]
end
