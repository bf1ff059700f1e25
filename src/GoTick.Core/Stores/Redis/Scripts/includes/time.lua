-- The partition's time, in KEYS[1] (HASH: t = last stamp given out, s = last sweep, g = changes of settings). now never falls behind a stamp; tick() gives stamps that never
-- repeat. Stamps are below 2^53, so Lua's doubles hold them; but '..' would print 14 digits only: int() prints all.
-- @include call.lua
-- @include clock.lua
local clock = call('HMGET', KEYS[1], 't', 's', 'g')
local lastStamp = tonumber(clock[1] or '0')
local lastSweep = tonumber(clock[2] or '0')
local stamp = lastStamp
local now = math.max(lastStamp, wall())

local function int(number)
  return string.format('%.0f', number)
end

local function tick()
  stamp = math.max(stamp + 1, now)
  return stamp
end

