using Palveluohjaus.Guidance.County;
using Palveluohjaus.Reporting.Facts;
using Palveluohjaus.Reporting.ImportedFigures;

namespace Palveluohjaus.Reporting.Tests.Catalogue;

/// <summary>Facts written by hand, few enough to compute with a pencil.</summary>
internal sealed class SmallCounty
{
    private readonly CaseTable _cases = new();
    private readonly ContactTable _contacts = new();
    private readonly DecisionTable _decisions = new();
    private readonly ReferralTable _referrals = new();
    private readonly InterventionTable _interventions = new();
    private readonly CoverageTable _coverage = new();
    private readonly FeedbackTable _feedback = new();
    private readonly List<ImportedFigure> _figures = [];

    public FactSnapshot Facts => new(1, DateTime.UnixEpoch) { Cases = _cases, Contacts = _contacts, Decisions = _decisions, Referrals = _referrals, Interventions = _interventions, Coverage = _coverage, Feedback = _feedback, Figures = FigureTable.Of(_figures, CountyCalendar.Helsinki) };

    public static DateTime At(string instant) => DateTime.Parse(instant, System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AdjustToUniversal | System.Globalization.DateTimeStyles.AssumeUniversal);

    public SmallCounty Case(
        string received,
        string? closed = null,
        string? due = null,
        int handoffs = 0,
        bool returned = false,
        bool? resolved = null,
        string? nextOnTheme = null,
        bool identified = true,
        string? municipality = null,
        string? firstAction = null,
        string? language = null,
        string? unit = null,
        string? met = null,
        int client = 0,
        int? handlingMinutes = null,
        bool? multiprofessional = null,
        string? lifeStage = null,
        string? segment = null,
        params string[] events)
    {
        var row = _cases.Add();
        foreach (var (dimension, column) in _cases.Dimensions)
        {
            column.Set(row, dimension switch
            {
                Dimension.Language => language,
                Dimension.LifeStage => lifeStage,
                Dimension.Municipality => municipality,
                Dimension.Unit => unit,
                Dimension.Segment => segment,
                _ => null,
            });
        }

        _cases.ReceivedAt[row] = At(received).Ticks;
        _cases.ClosedAt[row] = Ticks(closed);
        _cases.DueAt[row] = Ticks(due);
        _cases.FirstActionAt[row] = Ticks(firstAction);
        _cases.NextContactOnThemeAt[row] = Ticks(nextOnTheme);
        _cases.HandoffCount[row] = handoffs;
        _cases.ReturnedToEarlierUnit[row] = returned;
        _cases.IsResolvedAtFirstContact[row] = resolved;
        _cases.ClientNumber[row] = client > 0 ? client : identified ? 1_000 + row : 0;
        _cases.HandlingTimeMinutes[row] = handlingMinutes;
        _cases.IsMultiprofessional[row] = multiprofessional;
        _cases.DueMetAt[row] = Ticks(met ?? closed);
        _cases.Trace.Set(row, EventTrace.Pack([.. events.Select(instant => new TraceEvent(new DateTimeOffset(At(instant)).ToUnixTimeMilliseconds(), 0, 1))]));
        return this;
    }

    public SmallCounty Contact(
        string started,
        string? previousOnTheme = null,
        bool? failure = null,
        bool identified = true,
        string channel = "phone",
        string? servedIn = null,
        string? asked = null,
        string? municipality = null,
        ContactFields missing = ContactFields.None,
        int? handlingMinutes = null,
        int? delayMinutes = null,
        string? theme = null,
        string? unit = null,
        string? lifeStage = null,
        int client = 0)
    {
        var row = _contacts.Add();
        foreach (var (dimension, column) in _contacts.Dimensions)
        {
            column.Set(row, dimension switch
            {
                Dimension.Channel => channel,
                Dimension.Language => servedIn,
                Dimension.LifeStage => lifeStage,
                Dimension.Municipality => municipality,
                Dimension.Theme => theme ?? (previousOnTheme is null ? null : "housing"),
                Dimension.Unit => unit,
                _ => null,
            });
        }

        _contacts.Missing[row] = missing;
        _contacts.HandlingTimeMinutes[row] = handlingMinutes;
        _contacts.RecordingDelayMinutes[row] = delayMinutes;
        _contacts.ClientLanguage.Set(row, asked);
        _contacts.StartedAt[row] = At(started).Ticks;
        _contacts.PreviousContactOnThemeAt[row] = Ticks(previousOnTheme);
        _contacts.IsFailureDemand[row] = failure;
        _contacts.IsIdentified[row] = identified;
        _contacts.ClientNumber[row] = client > 0 ? client : identified ? 10_000 + row : 0;
        return this;
    }

    public SmallCounty Decision(string segment, string decided, string? next = null, string? suggested = null, string municipality = "905", string? language = null, string? previous = null, string? reason = null, int? seconds = null, int client = 0, string? lifeStage = null, string? ageBand = null)
    {
        var row = _decisions.Add();
        foreach (var (dimension, column) in _decisions.Dimensions)
        {
            column.Set(row, dimension switch
            {
                Dimension.Language => language,
                Dimension.Segment => segment,
                Dimension.OverrideReason => reason,
                Dimension.LifeStage => lifeStage,
                Dimension.AgeBand => ageBand,
                Dimension.Municipality => municipality,
                _ => null,
            });
        }

        _decisions.Suggested.Set(row, suggested);
        _decisions.Previous.Set(row, previous);
        _decisions.SecondsToDecide[row] = seconds;
        _decisions.ClientNumber[row] = client;
        _decisions.DecidedAt[row] = At(decided).Ticks;
        _decisions.NextDecidedAt[row] = Ticks(next);
        return this;
    }

    public SmallCounty Referral(string made, string? accepted = null, string? declined = null, string? ended = null, string? sector = "public", string? unit = null)
    {
        var row = _referrals.Add();
        foreach (var (dimension, column) in _referrals.Dimensions)
            column.Set(row, dimension switch { Dimension.Sector => sector, Dimension.Unit => unit, _ => null });
        _referrals.MadeAt[row] = At(made).Ticks;
        _referrals.AcceptedAt[row] = Ticks(accepted);
        _referrals.DeclinedAt[row] = Ticks(declined);
        _referrals.StartedAt[row] = FactTable.Never;
        _referrals.EndedAt[row] = Ticks(ended);
        return this;
    }

    public SmallCounty Intervention(string method, string measure, double? before, double? after, string? ended = "2026-02-01", bool completed = true, bool higherIsBetter = true)
    {
        var row = _interventions.Add();
        foreach (var (dimension, column) in _interventions.Dimensions)
            column.Set(row, dimension switch { Dimension.Method => method, Dimension.Measure => measure, _ => null });
        _interventions.EndedAt[row] = Ticks(ended);
        _interventions.IsCompleted[row] = completed;
        (_interventions.Before[row], _interventions.After[row], _interventions.IsHigherBetter[row]) = (before, after, higherIsBetter);
        return this;
    }

    /// <param name="month">Its first day.</param>
    public SmallCounty Feedback(string month, int score, int answers, string unit = "north", string channel = "phone")
    {
        var row = _feedback.Add();
        foreach (var (dimension, column) in _feedback.Dimensions)
            column.Set(row, dimension == Dimension.Unit ? unit : channel);
        (_feedback.AnsweredAt[row], _feedback.Score[row], _feedback.AnswerCount[row]) = (At(month).Ticks, score, answers);
        return this;
    }

    /// <summary>A time in which a client had two or more services.</summary>
    public SmallCounty Services(string from, string? until, bool responsible)
    {
        var row = _coverage.Add();
        foreach (var column in _coverage.Dimensions.Values)
            column.Set(row, null);
        (_coverage.From[row], _coverage.Until[row], _coverage.HasResponsible[row]) = (At(from).Ticks, Ticks(until), responsible);
        return this;
    }

    /// <summary>A figure that was entered from elsewhere.</summary>
    public SmallCounty Figure(string series, string municipality, string period, double value, bool same = true, string source = "Effica")
    {
        var (of, when) = (FigureSeries.Find(series)!, FigurePeriod.Parse(period)!.Value);
        _figures.Add(new ImportedFigure
        {
            Series = of.Id, Statistic = of.Statistic, MunicipalityCode = municipality, PeriodKind = when.Kind, FirstDay = when.FirstDay, Until = when.Until, Source = source,
            SourceKey = ImportedFigure.KeyOf(source), Value = value, Definition = string.Empty, HasCatalogueDefinition = same, EnteredAtUtc = DateTime.UnixEpoch, EnteredBy = "anna",
        });
        return this;
    }

    private static long Ticks(string? instant) => instant is null ? FactTable.Never : At(instant).Ticks;
}
