using Palveluohjaus.Reporting.Facts;
using Palveluohjaus.Reporting.ImportedFigures;

namespace Palveluohjaus.Reporting.Catalogue;

/// <summary>Why a figure cannot be computed. The code of each is its name in kebab case; in words it is <c>NotComputable.{name}</c> of the texts.</summary>
public enum NotComputableReason
{
    NoCases,
    NoContacts,

    /// <summary>Nobody who was in touch is known: all are anonymous.</summary>
    NoClients,

    /// <summary>Either what was asked for or what was used is not recorded.</summary>
    NoLanguages,
    NoActions,
    NoClosings,

    /// <summary>No rule in force gives these cases one, and none was promised or imported.</summary>
    NoDeadlines,
    NoOutcomes,
    NoRepeatReasons,
    NoThemes,
    NoHandlingTimes,
    NoDecisions,
    NoSecondDecisions,

    /// <summary>Half a year has not gone by since the first decision.</summary>
    NoHalfYear,
    NoSuggestions,
    NoOverrides,
    NoDecisionTimes,
    NoReferrals,
    NoSectors,

    /// <summary>No client has had two services at a time.</summary>
    NoSharedClients,
    NoAssessments,
    NoInterventions,

    /// <summary>No intervention that was gone through to the end has a score before and after.</summary>
    NoScores,
    NoFeedback,

    /// <summary>Nobody has entered such figures of other systems.</summary>
    NoBaselines,
    NoVisits,
    NoInhabitants,

    /// <summary>There are several figures, and they make none together.</summary>
    NoSum,

    /// <summary>The metric's facts do not have the dimension that was asked for.</summary>
    NoDimension,

    /// <summary>It needs a period with a beginning and an end.</summary>
    NoPeriodEnds,

    /// <summary>There is such data, but none in this period, or in this part of the county.</summary>
    NothingHere,
}

/// <summary>Tells what is missing of what a metric needs. The needs of each metric are in <c>metrics.json</c>.</summary>
public static class NotComputable
{
    private static readonly long HalfYear = TimeSpan.FromDays(182).Ticks;

    /// <summary>The first thing a metric needs that no fact of the county has; null when all of it is there.</summary>
    /// <param name="definition">The metric.</param>
    /// <param name="facts">All facts.</param>
    /// <param name="now">The moment of asking, in UTC ticks.</param>
    public static NotComputableReason? Find(MetricDefinition definition, FactSnapshot facts, long now)
    {
        foreach (var reason in definition.NotComputableWhere)
        {
            if (!IsThere(reason, facts, now))
                return reason;
        }

        return null;
    }

    /// <summary>Every metric of the catalogue that nothing here can be computed of, and why.</summary>
    public static IReadOnlyList<(string Id, NotComputableReason Reason)> FindAll(FactSnapshot facts, DateTime nowUtc)
    {
        var missing = new List<(string Id, NotComputableReason Reason)>();
        foreach (var definition in MetricCatalogue.All.Select(metric => metric.Definition))
        {
            if (Find(definition, facts, nowUtc.Ticks) is { } reason)
                missing.Add((definition.Id, reason));
        }

        return missing;
    }

    private static bool IsThere(NotComputableReason reason, FactSnapshot facts, long now)
    {
        var (cases, contacts, decisions, referrals, interventions) = (facts.Cases, facts.Contacts, facts.Decisions, facts.Referrals, facts.Interventions);
        return reason switch
        {
            NotComputableReason.NoCases => cases.Count > 0,
            NotComputableReason.NoContacts => contacts.Count > 0,
            NotComputableReason.NoClients => Any(contacts, row => contacts.IsIdentified[row]),
            NotComputableReason.NoLanguages => Any(contacts, row => contacts.Dimensions[Dimension.Language][row] != 0 && contacts.ClientLanguage[row] != 0),
            NotComputableReason.NoActions => Any(cases, row => cases.FirstActionAt[row] != FactTable.Never),
            NotComputableReason.NoClosings => Any(cases, row => cases.ClosedAt[row] != FactTable.Never),
            NotComputableReason.NoDeadlines => Any(cases, row => cases.DueAt[row] != FactTable.Never),
            NotComputableReason.NoOutcomes => Any(cases, row => cases.IsResolvedAtFirstContact[row] is not null),
            NotComputableReason.NoRepeatReasons => Any(contacts, row => contacts.IsFailureDemand[row] is not null),
            NotComputableReason.NoThemes => Any(contacts, row => contacts.IsIdentified[row] && contacts.Dimensions[Dimension.Theme][row] != 0),
            NotComputableReason.NoHandlingTimes => Any(contacts, row => contacts.HandlingTimeMinutes[row] is not null),
            NotComputableReason.NoDecisions => decisions.Count > 0,
            NotComputableReason.NoSecondDecisions => Any(decisions, row => decisions.Previous[row] != 0),
            NotComputableReason.NoHalfYear => Any(decisions, row => decisions.DecidedAt[row] + HalfYear <= now),
            NotComputableReason.NoSuggestions => Any(decisions, row => decisions.Suggested[row] != 0),
            NotComputableReason.NoOverrides => Any(decisions, row => decisions.AgreesWithSuggestion(row) is false),
            NotComputableReason.NoDecisionTimes => Any(decisions, row => decisions.SecondsToDecide[row] is not null && decisions.AgreesWithSuggestion(row) is true),
            NotComputableReason.NoReferrals => referrals.Count > 0,
            NotComputableReason.NoSectors => Any(referrals, row => referrals.Dimensions[Dimension.Sector][row] != 0),
            NotComputableReason.NoSharedClients => facts.Coverage.Count > 0,
            NotComputableReason.NoAssessments => Any(cases, row => cases.IsMultiprofessional[row] is not null),
            NotComputableReason.NoInterventions => interventions.Count > 0,
            NotComputableReason.NoScores => Any(interventions, row => interventions.IsCompleted[row] && interventions.Before[row] is not null && interventions.After[row] is not null),
            NotComputableReason.NoFeedback => facts.Feedback.Count > 0,
            NotComputableReason.NoBaselines => HasFigures(series => series.IsBaseline),
            NotComputableReason.NoVisits => HasFigures(series => series == FigureSeries.EmergencyVisits),
            NotComputableReason.NoInhabitants => HasFigures(series => series == FigureSeries.Inhabitants),
            _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, "Told by the question, not by the facts: no metric may name it."),
        };

        bool HasFigures(Predicate<FigureSeries> isOne) => facts.Figures.Dimensions[Dimension.Series].Values.Any(code => FigureSeries.Find(code) is { } series && isOne(series));
    }

    private static bool Any(FactTable table, Func<int, bool> has) => table.AllRows.Any(has);
}
