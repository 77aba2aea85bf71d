using Palveluohjaus.Reporting.Facts;

namespace Palveluohjaus.Reporting.Tests.Catalogue;

/// <summary>Facts written by hand, few enough to compute with a pencil.</summary>
internal sealed class SmallCounty
{
    private readonly CaseTable _cases = new();
    private readonly ContactTable _contacts = new();
    private readonly DecisionTable _decisions = new();

    public FactSnapshot Facts => new(1, DateTime.UnixEpoch) { Cases = _cases, Contacts = _contacts, Decisions = _decisions };

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
        params string[] events)
    {
        var row = _cases.Add();
        foreach (var (dimension, column) in _cases.Dimensions)
        {
            column.Set(row, dimension switch
            {
                Dimension.Language => language,
                Dimension.Municipality => municipality,
                Dimension.Unit => unit,
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
        _cases.ClientNumber[row] = identified ? row + 1 : 0;
        _cases.DueMetAt[row] = Ticks(met ?? closed);
        _cases.Trace[row] = EventTrace.Pack([.. events.Select(instant => new TraceEvent(new DateTimeOffset(At(instant)).ToUnixTimeMilliseconds(), 0, 1))]);
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
        string? municipality = null)
    {
        var row = _contacts.Add();
        foreach (var (dimension, column) in _contacts.Dimensions)
        {
            column.Set(row, dimension switch
            {
                Dimension.Channel => channel,
                Dimension.Language => servedIn,
                Dimension.Municipality => municipality,
                _ => null,
            });
        }

        _contacts.ClientLanguage.Set(row, asked);
        _contacts.StartedAt[row] = At(started).Ticks;
        _contacts.PreviousContactOnThemeAt[row] = Ticks(previousOnTheme);
        _contacts.IsFailureDemand[row] = failure;
        _contacts.IsIdentified[row] = identified;
        return this;
    }

    public SmallCounty Decision(string segment, string decided, string? next = null, string? suggested = null, string municipality = "905", string? language = null)
    {
        var row = _decisions.Add();
        foreach (var (dimension, column) in _decisions.Dimensions)
        {
            column.Set(row, dimension switch
            {
                Dimension.Language => language,
                Dimension.Segment => segment,
                Dimension.Municipality => municipality,
                _ => null,
            });
        }

        _decisions.Suggested.Set(row, suggested);
        _decisions.DecidedAt[row] = At(decided).Ticks;
        _decisions.NextDecidedAt[row] = Ticks(next);
        return this;
    }

    private static long Ticks(string? instant) => instant is null ? FactTable.Never : At(instant).Ticks;
}
