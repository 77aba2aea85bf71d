namespace Palveluohjaus.Reporting.Exports;

/// <summary>What an exported event log tells, by the names that process-mining tools know: the same in CSV and, without <c>case:</c> for a trace's own, in XES.</summary>
internal static class EventLogColumns
{
    /// <summary>A column that begins so is the case's; the same words before a trace's key are what the import reads.</summary>
    public const string OfCase = "case:";

    public const string Activity = "concept:name";
    public const string Time = "time:timestamp";
    public const string Transition = "lifecycle:transition";
    public const string Unit = "org:group";
    public const string Worker = "org:resource";

    public const string Complete = "complete";

    /// <summary>A null is not written in XES, and an empty cell in CSV.</summary>
    public static IReadOnlyList<CaseColumn> OfTheCase { get; } =
    [
        new("concept:name", "The case: a pseudonym, or its id in the source.", false, each => each.Name),
        new("client", "The client's pseudonym; empty where nobody is known, and with ids as they are.", false, each => each.Client),
        new("source", "`palveluohjaus`, or the profile of the import.", false, each => each.Source),
        new("channel", "How the case came in.", false, each => each.Channel),
        new("theme", "What it concerns.", false, each => each.Theme),
        new("life-stage", "The stream it belongs to.", false, each => each.LifeStage),
        new("language", "Service language.", false, each => each.Language),
        new("start", "The first contact, UTC.", true, each => LogTime.Of(each.StartUtc)),
        new("end", "When it was closed, UTC; empty while it is open.", true, each => each.EndUtc is { } end ? LogTime.Of(end) : null),
        new("deadline", "When it is due, UTC.", true, each => each.DeadlineUtc is { } due ? LogTime.Of(due) : null),
    ];

    public static IReadOnlyList<EventColumnOf> OfTheEvent { get; } =
    [
        new(Activity, "What was done: the kind of event, or the activity of an imported log.", each => each.Activity),
        new(Time, "When, UTC.", each => LogTime.Of(each.AtUtc)),
        new(Transition, "Always `complete`: events are instants.", _ => Complete),
        new(Unit, "The code of the unit that has the case from then on.", each => each.Unit),
        new(Worker, "Who did it: a pseudonym, or the code in the source.", each => each.Worker),
    ];
}

internal sealed record CaseColumn(string Key, string Meaning, bool IsTime, Func<ExportedCase, string?> Read);

internal sealed record EventColumnOf(string Key, string Meaning, Func<ExportedEvent, string?> Read);
