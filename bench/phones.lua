-- Some digits of random phones: six in a row, as people remember them.
local thread = 0
function setup(t) thread = thread + 1; t:set("seed", thread * 104729) end
function init() math.randomseed(seed) end
function request()
  return wrk.format("GET", "/api/customers/?search=" .. string.format("%06d", math.random(0, 999999)))
end
