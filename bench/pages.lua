-- One page of the desk, again and again; {id} in PAGE stands for a random customer. Says the 95th percentile.
local customers = tonumber(os.getenv("CUSTOMERS"))
local page = os.getenv("PAGE")
function request()
  return wrk.format("GET", (page:gsub("{id}", function() return tostring(math.random(1, customers)) end)))
end
function done(summary, latency)
  io.write(string.format("p50 %.1f ms, p95 %.1f ms, %d pages", latency:percentile(50) / 1000,
    latency:percentile(95) / 1000, summary.requests))
  if summary.errors.status > 0 then io.write(string.format(", %d errors", summary.errors.status)) end
  io.write("\n")
end
