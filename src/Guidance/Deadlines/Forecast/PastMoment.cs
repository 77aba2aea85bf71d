namespace Palveluohjaus.Guidance.Deadlines.Forecast;

/// <summary>A moment at which an earlier deadline was still running, and how that deadline ended.</summary>
/// <param name="Situation">How things stood then.</param>
/// <param name="WasMissed">Whether it went by before what it asks for was done, or the case needed it no longer.</param>
/// <param name="DueAtUtc">When it was due.</param>
/// <param name="CaseId">Whose it was: the moments of one deadline belong together.</param>
internal readonly record struct PastMoment(ForecastSituation Situation, bool WasMissed, DateTime DueAtUtc, Guid CaseId);
