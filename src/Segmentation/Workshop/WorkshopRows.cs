using Palveluohjaus.Segmentation.Evaluation;
using Palveluohjaus.Segmentation.Training;

namespace Palveluohjaus.Segmentation.Workshop;

/// <summary>Labelled rows with all that is known of where they come from.</summary>
public sealed record WorkshopRows
{
    /// <summary>The rows; in the order of their decisions when <see cref="DecidedAtUtc"/> is there.</summary>
    public required LabelledRows Rows { get; init; }

    /// <summary>The rows' groups, which no model sees.</summary>
    public IReadOnlyList<GroupColumn> Groups { get; init; } = [];

    /// <summary>When each row was decided, never falling; null when rows carry no time and are divided by seed.</summary>
    public IReadOnlyList<DateTime>? DecidedAtUtc { get; init; }

    /// <summary>As in <see cref="Registry.DataDescription.Source"/>.</summary>
    public required string Source { get; init; }

    /// <summary>As in <see cref="Registry.DataDescription.SourceSha256"/>: what tells one source from another.</summary>
    public required string SourceSha256 { get; init; }

    /// <summary>Whether the rows describe invented people.</summary>
    public required bool IsSynthetic { get; init; }

    /// <summary>Columns without which a model made of these rows is to abstain.</summary>
    public IReadOnlyList<string> RequiredColumns { get; init; } = [];

    /// <summary>Agreement of two professionals on the same clients, where it is known.</summary>
    public ProfessionalAgreement? DoubleCoded { get; init; }

    /// <summary>The given rows with their groups, in that order.</summary>
    internal (LabelledRows Rows, IReadOnlyList<GroupColumn> Groups) Take(int[] rows) => (
        Rows.Take(rows),
        [.. Groups.Select(dimension => dimension with { GroupOfRow = [.. rows.Select(row => dimension.GroupOfRow[row])] })]);
}
