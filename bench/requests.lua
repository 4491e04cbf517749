-- One request again and again. REQUEST is its path, in which {id} stands for a random number up to MOST, {name} for a
-- fragment of a surname, {amount} for roubles and {digits:6} for so many random digits, as people remember them. Several
-- paths with | between them come at random. With a BODY in JSON it is a POST.
local paths = {}
for path in os.getenv("REQUEST"):gmatch("[^|]+") do
  paths[#paths + 1] = path
end
local body = os.getenv("BODY")
local most = tonumber(os.getenv("MOST"))
-- percent-encoded UTF-8: кузнец, иванов, смирн, попов, васил, соколов, михайл, новик, федор, морозов
local names = {
  "%D0%BA%D1%83%D0%B7%D0%BD%D0%B5%D1%86", "%D0%B8%D0%B2%D0%B0%D0%BD%D0%BE%D0%B2",
  "%D1%81%D0%BC%D0%B8%D1%80%D0%BD", "%D0%BF%D0%BE%D0%BF%D0%BE%D0%B2",
  "%D0%B2%D0%B0%D1%81%D0%B8%D0%BB", "%D1%81%D0%BE%D0%BA%D0%BE%D0%BB%D0%BE%D0%B2",
  "%D0%BC%D0%B8%D1%85%D0%B0%D0%B9%D0%BB", "%D0%BD%D0%BE%D0%B2%D0%B8%D0%BA",
  "%D1%84%D0%B5%D0%B4%D0%BE%D1%80", "%D0%BC%D0%BE%D1%80%D0%BE%D0%B7%D0%BE%D0%B2",
}

local thread = 0
function setup(t)
  thread = thread + 1
  t:set("seed", thread * 104729)
end

function init()
  math.randomseed(seed)
end

local function random(what, places)
  if what == "id" then
    return tostring(math.random(1, most))
  elseif what == "name" then
    return names[math.random(#names)]
  elseif what == "amount" then
    return string.format("%d.%02d", math.random(1, 999), math.random(0, 99))
  end
  return string.format("%0" .. places .. "d", math.random(0, 10 ^ places - 1))
end

function request()
  local path = (paths[math.random(#paths)]:gsub("{(%a+):?(%d*)}", random))
  if not body then
    return wrk.format("GET", path)
  end
  wrk.headers["Content-Type"] = "application/json"
  return wrk.format("POST", path, nil, (body:gsub("{(%a+):?(%d*)}", random)))
end

function done(summary, latency)
  local errors = summary.errors
  local failed = errors.status + errors.connect + errors.read + errors.write + errors.timeout
  io.write(string.format("measured %d %.0f %.1f %.1f %.1f %d\n", summary.requests, summary.requests / summary.duration * 1e6,
    latency:percentile(50) / 1000, latency:percentile(95) / 1000, latency:percentile(99) / 1000, failed))
end
