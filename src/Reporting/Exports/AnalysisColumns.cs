using System.Globalization;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Reporting.Facts;

namespace Palveluohjaus.Reporting.Exports;

/// <summary>The columns of the analysis file: one row a case, with weeks for days and an age band for a birth. docs/exports.md is written from this list.</summary>
internal static class AnalysisColumns
{
    private const double MinutesPerDay = 24 * 60;

    public static IReadOnlyList<AnalysisColumn> All { get; } =
    [
        new("case", "The case's pseudonym.", row => row.Case),
        new("client", "The client's pseudonym; empty where nobody is known.", row => row.Client),
        new("source", "`palveluohjaus`, or the profile of the import.", row => row.Fact.Source, IsText: true),
        new("received_week", "ISO week of the first contact, as `2026-W05`.", row => Week(row, row.Fact.ReceivedAtUtc)),
        new("closed_week", "ISO week of closing; empty while the case is open.", row => Week(row, row.Fact.ClosedAtUtc)),
        new("age_band", $"The client's age when the case came in: {string.Join(", ", AgeBands.Codes)}.", row => row.Fact.AgeBand),
        new("municipality", "Code of the municipality; empty for a client whose details are protected.", row => row.IsProtected ? null : row.Fact.MunicipalityCode),
        new("unit", "Code of the unit that has or had the case.", row => row.Unit, IsText: true),
        new("channel", "How the case came in.", row => row.Fact.Channel),
        new("language", "Service language.", row => row.Fact.ServiceLanguage),
        new("life_stage", "The stream the case belongs to.", row => row.Fact.LifeStage),
        new("theme", "What the case concerns.", row => row.Fact.Theme),
        new("segment", "The client's latest confirmed segment.", row => row.Fact.Segment),
        new("lead_time_days", "From the first contact to closing, in days of 24 hours with one decimal; empty while open or when the log closes it before it began.", row => Days(row.Fact.ReceivedAtUtc, row.Fact.ClosedAtUtc)),
        new("first_action_days", "From the first contact to the first thing done that moves the matter, likewise.", row => Days(row.Fact.ReceivedAtUtc, row.Fact.FirstActionAtUtc)),
        new("due_days", "From the first contact to the day when it is due, likewise.", row => Days(row.Fact.ReceivedAtUtc, row.Fact.DueAtUtc)),
        new("met_in_time", "`yes` or `no`: what was due was done by then; empty where nothing was due or it is not done.", row => row.Fact.DueAtUtc is { } due && row.Fact.DueMetAtUtc is { } met ? YesNo(met <= due) : null),
        new("handoffs", "Changes of the responsible unit.", row => Number(row.Fact.HandoffCount)),
        new("returned", "`yes` when it came back to a unit that had had it.", row => YesNo(row.Fact.ReturnedToEarlierUnit)),
        new("events", "How many events it has.", row => Number(CountEvents(row.Fact.Trace))),
        new("handling_minutes", "Working time of its contacts together; empty where one was not recorded.", row => row.Fact.HandlingTimeMinutes is { } minutes ? Number(minutes) : null),
        new("resolved_at_first_contact", "`yes` or `no`; empty where outcomes are not recorded.", row => row.Fact.IsResolvedAtFirstContact is { } known ? YesNo(known) : null),
        new("multiprofessional", "`yes` when two professions or more took part; empty where no need was assessed.", row => row.Fact.IsMultiprofessional is { } known ? YesNo(known) : null),
        new("next_contact_days", "From the first contact to the client's next one on the same theme, in whatever case; empty when there was none.", row => Days(row.Fact.ReceivedAtUtc, row.Fact.NextContactOnThemeAtUtc)),
    ];

    private static string? Week(AnalysisRow row, DateTime? atUtc)
    {
        if (atUtc is not { } at)
            return null;
        var local = row.Calendar.ToLocal(at);
        return string.Create(CultureInfo.InvariantCulture, $"{ISOWeek.GetYear(local):D4}-W{ISOWeek.GetWeekOfYear(local):D2}");
    }

    // A tenth of a day is 2.4 hours: with the week it does not tell the minute by which a case could be found elsewhere.
    private static string? Days(DateTime from, DateTime? to) =>
        to is { } end && end >= from ? ((end - from).TotalMinutes / MinutesPerDay).ToString("0.0", CultureInfo.InvariantCulture) : null;

    private static int CountEvents(ReadOnlySpan<byte> trace)
    {
        var (count, at) = (0, 0L);
        while (EventTrace.ReadNext(ref trace, ref at, out _))
            count++;
        return count;
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string YesNo(bool value) => value ? "yes" : "no";
}

/// <param name="Name">The header.</param>
/// <param name="Meaning">For docs/exports.md.</param>
/// <param name="Read">The cell; null for an empty one.</param>
/// <param name="IsText">Words of the county's or of a log, which a spreadsheet might take for a formula.</param>
internal sealed record AnalysisColumn(string Name, string Meaning, Func<AnalysisRow, string?> Read, bool IsText = false);

/// <summary>What the columns are read from.</summary>
internal sealed class AnalysisRow
{
    public required CaseFact Fact { get; init; }
    public required string Case { get; init; }
    public string? Client { get; init; }
    public string? Unit { get; init; }
    public required bool IsProtected { get; init; }
    public required CountyCalendar Calendar { get; init; }
}
