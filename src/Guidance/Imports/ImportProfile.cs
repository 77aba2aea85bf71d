using System.Text;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Contacts;
using Palveluohjaus.Guidance.County;

namespace Palveluohjaus.Guidance.Imports;

/// <summary>How one source's event log is read: which column is what, and what its values mean. Read from JSON by <see cref="ImportProfiles"/>; docs/import.md describes the file.</summary>
public sealed record ImportProfile
{
    public const int NameMaxLength = 40;

    /// <summary>The source's name: cases, units and workers of the log belong to it.</summary>
    public required string Name { get; init; }

    public required char Delimiter { get; init; }

    /// <summary>Refuses bytes that are not text in it, rather than replacing them.</summary>
    public required Encoding Encoding { get; init; }

    /// <summary>The zone of times written without an offset.</summary>
    public required CountyCalendar Calendar { get; init; }

    /// <summary>Exact formats of times; ISO 8601 when empty.</summary>
    public required IReadOnlyList<string> TimeFormats { get; init; }

    /// <summary>The header of each column that the log has.</summary>
    public required IReadOnlyDictionary<EventColumn, string> Columns { get; init; }

    /// <summary>What the log's event, unit and worker values are called here. Where a column has a map, values outside it are unknown.</summary>
    public required IReadOnlyDictionary<EventColumn, IReadOnlyDictionary<string, string>> Values { get; init; }

    public required IReadOnlyDictionary<string, ContactChannel> Channels { get; init; }

    /// <summary>The channel of a case of which no row states one.</summary>
    public ContactChannel? DefaultChannel { get; init; }

    /// <summary>Whether a source may be called so.</summary>
    public static bool IsName(string name) =>
        name.Length is > 0 and <= NameMaxLength
        && name.All(character => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character) || character == '-')
        && name != GuidanceCase.OwnSource;
}

/// <summary>What a column of an event log can be.</summary>
public enum EventColumn
{
    Case,
    Event,
    Time,
    Unit,
    Worker,
    Channel,
    Start,
    End,
    Deadline,

    /// <summary>What the case concerns, by the product's own code.</summary>
    Theme,

    /// <summary>By the product's own code.</summary>
    LifeStage,

    /// <summary>The service language, by the product's own code.</summary>
    Language,

    /// <summary>Where the log itself took the case from. Where the whole file says the same, its cases, units and workers belong to that source.</summary>
    Source,
}
