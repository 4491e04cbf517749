-- Fragments of surnames, percent-encoded UTF-8: кузнец, иванов, смирн, попов, васил, соколов, михайл, новик, федор, морозов
local fragments = {
  "%D0%BA%D1%83%D0%B7%D0%BD%D0%B5%D1%86", "%D0%B8%D0%B2%D0%B0%D0%BD%D0%BE%D0%B2",
  "%D1%81%D0%BC%D0%B8%D1%80%D0%BD", "%D0%BF%D0%BE%D0%BF%D0%BE%D0%B2",
  "%D0%B2%D0%B0%D1%81%D0%B8%D0%BB", "%D1%81%D0%BE%D0%BA%D0%BE%D0%BB%D0%BE%D0%B2",
  "%D0%BC%D0%B8%D1%85%D0%B0%D0%B9%D0%BB", "%D0%BD%D0%BE%D0%B2%D0%B8%D0%BA",
  "%D1%84%D0%B5%D0%B4%D0%BE%D1%80", "%D0%BC%D0%BE%D1%80%D0%BE%D0%B7%D0%BE%D0%B2",
}
local n = 0
function request()
  n = n + 1
  return wrk.format("GET", "/api/customers/?search=" .. fragments[n % #fragments + 1])
end
