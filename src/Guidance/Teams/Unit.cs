using System.Globalization;
using Palveluohjaus.Segmentation.Texts;

namespace Palveluohjaus.Guidance.Teams;

/// <summary>A unit that can be responsible for a case. Units met only in an imported log carry the log's own name in every language.</summary>
public sealed class Unit
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>Where the unit was named: <see cref="Cases.GuidanceCase.OwnSource"/>, or the import profile.</summary>
    public required string Source { get; init; }

    /// <summary>Unique within the source.</summary>
    public required string Code { get; init; }

    public required string NameFi { get; init; }
    public required string NameSv { get; init; }
    public required string NameEn { get; init; }

    /// <summary>Where clients call the unit, as the county writes it and readable by <see cref="Clients.PhoneNumber.Read"/>; null when it has no number of its own.</summary>
    public string? Phone { get; init; }

    /// <summary>From this day on the unit takes no more cases; null while it does.</summary>
    public DateOnly? ClosedOn { get; init; }

    public bool IsOpenOn(DateOnly day) => ClosedOn is not { } closed || closed > day;

    public string NameIn(CultureInfo culture) => new LocalizedText(NameFi, NameSv, NameEn).In(culture);
}
