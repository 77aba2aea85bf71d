using Palveluohjaus.Guidance.County;

namespace Palveluohjaus.Reporting.Facts;

/// <summary>Writes facts into their tables' rows.</summary>
/// <param name="names">What facts name by an id.</param>
/// <param name="clientNumbers">Of the snapshot before; clients seen for the first time are added.</param>
/// <param name="calendar">The county's days.</param>
internal sealed class PlaceFacts(FactNames names, Dictionary<Guid, int> clientNumbers, CountyCalendar calendar)
{
    public Dictionary<Guid, int> ClientNumbers => clientNumbers;

    public void Set(CaseTable table, int row, CaseFact fact)
    {
        SetDimensions(
            table, row, (Dimension.Source, fact.Source), (Dimension.Municipality, fact.MunicipalityCode), (Dimension.Unit, UnitOf(fact.UnitId)), (Dimension.Channel, fact.Channel),
            (Dimension.Language, fact.ServiceLanguage), (Dimension.LifeStage, fact.LifeStage), (Dimension.AgeBand, fact.AgeBand), (Dimension.Segment, fact.Segment), (Dimension.Theme, fact.Theme));
        table.ReceivedAt[row] = fact.ReceivedAtUtc.Ticks;
        table.ClosedAt[row] = TicksOf(fact.ClosedAtUtc);
        table.DueAt[row] = TicksOf(fact.DueAtUtc);
        table.DueMetAt[row] = TicksOf(fact.DueMetAtUtc);
        table.FirstActionAt[row] = TicksOf(fact.FirstActionAtUtc);
        table.NextContactOnThemeAt[row] = TicksOf(fact.NextContactOnThemeAtUtc);
        table.HandlingTimeMinutes[row] = fact.HandlingTimeMinutes;
        table.HandoffCount[row] = fact.HandoffCount;
        table.ReturnedToEarlierUnit[row] = fact.ReturnedToEarlierUnit;
        table.IsResolvedAtFirstContact[row] = fact.IsResolvedAtFirstContact;
        table.IsMultiprofessional[row] = fact.IsMultiprofessional;
        table.ClientNumber[row] = NumberOf(fact.ClientId);
        table.Trace.Set(row, fact.Trace);
        table.LastEventAt[row] = EventTrace.LastAt(fact.Trace) ?? FactTable.Never;
    }

    public void Set(ContactTable table, int row, ContactFact fact)
    {
        SetDimensions(
            table, row, (Dimension.Source, fact.Source), (Dimension.Municipality, fact.MunicipalityCode), (Dimension.Unit, UnitOf(fact.UnitId)), (Dimension.Channel, fact.Channel),
            (Dimension.Language, fact.ServiceLanguage), (Dimension.LifeStage, fact.LifeStage), (Dimension.AgeBand, fact.AgeBand), (Dimension.Segment, fact.Segment), (Dimension.Theme, fact.Theme));
        table.ClientLanguage.Set(row, fact.ClientLanguage);
        table.StartedAt[row] = fact.StartedAtUtc.Ticks;
        table.PreviousContactOnThemeAt[row] = TicksOf(fact.PreviousContactOnThemeAtUtc);
        table.IsFailureDemand[row] = fact.IsFailureDemand;
        table.IsIdentified[row] = fact.ClientId is not null;
        table.Missing[row] = fact.Missing;
        table.HandlingTimeMinutes[row] = fact.HandlingTimeMinutes;
        table.RecordingDelayMinutes[row] = fact.RecordingDelayMinutes;
        table.ClientNumber[row] = NumberOf(fact.ClientId);
    }

    public void Set(DecisionTable table, int row, SegmentFact fact)
    {
        SetDimensions(
            table, row, (Dimension.Municipality, fact.MunicipalityCode), (Dimension.Unit, UnitOf(fact.UnitId)), (Dimension.Language, fact.ServiceLanguage),
            (Dimension.LifeStage, fact.LifeStage), (Dimension.AgeBand, fact.AgeBand), (Dimension.Segment, fact.Segment), (Dimension.OverrideReason, fact.OverrideReason));
        table.Suggested.Set(row, fact.SuggestedSegment);
        table.Previous.Set(row, fact.PreviousSegment);
        table.DecidedAt[row] = fact.DecidedAtUtc.Ticks;
        table.NextDecidedAt[row] = TicksOf(fact.NextDecidedAtUtc);
        table.SecondsToDecide[row] = fact.SecondsToDecide;
        table.ClientNumber[row] = NumberOf(fact.ClientId);
    }

    public void Set(ReferralTable table, int row, ReferralFact fact, int? caseRow)
    {
        SetDimensions(
            table, row, (Dimension.Source, fact.Source), (Dimension.Municipality, fact.MunicipalityCode), (Dimension.Unit, UnitOf(fact.UnitId)), (Dimension.Language, fact.ServiceLanguage),
            (Dimension.LifeStage, fact.LifeStage), (Dimension.AgeBand, fact.AgeBand), (Dimension.Segment, fact.Segment), (Dimension.Theme, fact.Theme),
            (Dimension.Sector, names.Sectors.GetValueOrDefault(fact.ServiceId)));
        table.MadeAt[row] = fact.MadeAtUtc.Ticks;
        table.AcceptedAt[row] = TicksOf(fact.AcceptedAtUtc);
        table.DeclinedAt[row] = TicksOf(fact.DeclinedAtUtc);
        table.StartedAt[row] = TicksOf(fact.StartedAtUtc);
        table.EndedAt[row] = TicksOf(fact.EndedAtUtc);
        table.CaseRow[row] = caseRow;
    }

    public void Set(InterventionTable table, int row, InterventionFact fact)
    {
        SetDimensions(
            table, row, (Dimension.Municipality, fact.MunicipalityCode), (Dimension.Unit, UnitOf(fact.UnitId)), (Dimension.Language, fact.ServiceLanguage),
            (Dimension.LifeStage, fact.LifeStage), (Dimension.AgeBand, fact.AgeBand), (Dimension.Segment, fact.Segment), (Dimension.Method, fact.Method), (Dimension.Measure, fact.Measure));
        table.EndedAt[row] = fact.EndedOn is { } day ? calendar.StartOfDayUtc(day).Ticks : FactTable.Never;
        table.IsCompleted[row] = fact.IsCompleted;
        table.Before[row] = fact.Before;
        table.After[row] = fact.After;
        table.IsHigherBetter[row] = fact.IsHigherBetter;
    }

    public static void Set(CoverageTable table, int row, CoverageFact fact)
    {
        SetDimensions(
            table, row, (Dimension.Municipality, fact.MunicipalityCode), (Dimension.Language, fact.ServiceLanguage),
            (Dimension.LifeStage, fact.LifeStage), (Dimension.AgeBand, fact.AgeBand), (Dimension.Segment, fact.Segment));
        table.From[row] = fact.FromUtc.Ticks;
        table.Until[row] = TicksOf(fact.UntilUtc);
        table.HasResponsible[row] = fact.HasResponsible;
    }

    public void Set(FeedbackTable table, int row, FeedbackFact fact)
    {
        SetDimensions(table, row, (Dimension.Unit, UnitOf(fact.UnitId)), (Dimension.Channel, fact.Channel));
        table.AnsweredAt[row] = calendar.StartOfDayUtc(fact.Month).Ticks;
        table.Score[row] = fact.Score;
        table.AnswerCount[row] = fact.AnswerCount;
    }

    private string? UnitOf(Guid? unitId) => unitId is { } known ? names.UnitCodes.GetValueOrDefault(known) : null;

    private int NumberOf(Guid? clientId)
    {
        if (clientId is not { } known)
            return 0;
        if (!clientNumbers.TryGetValue(known, out var number))
            clientNumbers.Add(known, number = clientNumbers.Count + 1);
        return number;
    }

    private static void SetDimensions(FactTable table, int row, params ReadOnlySpan<(Dimension Dimension, string? Code)> codes)
    {
        foreach (var (dimension, code) in codes)
            table.Dimensions[dimension].Set(row, code);
    }

    private static long TicksOf(DateTime? instant) => instant?.Ticks ?? FactTable.Never;
}
