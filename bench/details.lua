-- Cards of random customers.
local customers = tonumber(os.getenv("CUSTOMERS"))
local thread = 0
function setup(t) thread = thread + 1; t:set("seed", thread * 7919) end
function init() math.randomseed(seed) end
function request()
  return wrk.format("GET", "/api/customers/" .. math.random(1, customers) .. "/")
end
