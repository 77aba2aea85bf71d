using Palveluohjaus.Reporting.Facts;

namespace Palveluohjaus.Reporting.Tests.Catalogue;

/// <summary>Facts written by hand, few enough to compute with a pencil.</summary>
internal sealed class SmallCounty
{
    private readonly CaseTable _cases = new(0);
    private readonly ContactTable _contacts = new(0);
    private readonly DecisionTable _decisions = new(0);

    public FactSnapshot Facts => new(1, DateTime.UnixEpoch, _cases, _contacts, _decisions);

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
        params string[] events)
    {
        foreach (var (dimension, column) in _cases.Dimensions)
        {
            column.Add(dimension switch
            {
                Dimension.Language => language,
                Dimension.Municipality => municipality,
                Dimension.Unit => unit,
                _ => null,
            });
        }

        _cases.ReceivedAt.Add(At(received).Ticks);
        _cases.ClosedAt.Add(Ticks(closed));
        _cases.DueAt.Add(Ticks(due));
        _cases.FirstActionAt.Add(Ticks(firstAction));
        _cases.NextContactOnThemeAt.Add(Ticks(nextOnTheme));
        _cases.HandoffCount.Add(handoffs);
        _cases.ReturnedToEarlierUnit.Add(returned);
        _cases.IsResolvedAtFirstContact.Add(resolved);
        _cases.IsIdentified.Add(identified);
        _cases.Events.AddRange(events.Select(instant => new TraceEvent(new DateTimeOffset(At(instant)).ToUnixTimeMilliseconds(), 0, 1)));
        _cases.FirstEvent.Add(_cases.Events.Count);
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
        foreach (var (dimension, column) in _contacts.Dimensions)
        {
            column.Add(dimension switch
            {
                Dimension.Channel => channel,
                Dimension.Language => servedIn,
                Dimension.Municipality => municipality,
                _ => null,
            });
        }

        _contacts.ClientLanguage.Add(asked);
        _contacts.StartedAt.Add(At(started).Ticks);
        _contacts.PreviousContactOnThemeAt.Add(Ticks(previousOnTheme));
        _contacts.IsFailureDemand.Add(failure);
        _contacts.IsIdentified.Add(identified);
        return this;
    }

    public SmallCounty Decision(string segment, string decided, string? next = null, string? suggested = null, string municipality = "905", string? language = null)
    {
        foreach (var (dimension, column) in _decisions.Dimensions)
        {
            column.Add(dimension switch
            {
                Dimension.Language => language,
                Dimension.Segment => segment,
                Dimension.Municipality => municipality,
                _ => null,
            });
        }

        _decisions.Suggested.Add(suggested);
        _decisions.DecidedAt.Add(At(decided).Ticks);
        _decisions.NextDecidedAt.Add(Ticks(next));
        return this;
    }

    private static long Ticks(string? instant) => instant is null ? FactTable.Never : At(instant).Ticks;
}
