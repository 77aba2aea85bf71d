using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Contacts;
using Palveluohjaus.Segmentation.Texts;

namespace Palveluohjaus.Guidance.Interventions;

/// <summary>One version of a method of the catalogue: for whom it is, how many sessions it takes and how its effect is measured. Methods are data: Interventions/Catalogue/*.json and a county's own files.</summary>
public sealed record InterventionMethod
{
    public required string Code { get; init; }

    /// <summary>Raised when a scale or anything else changes: interventions keep the version they began with.</summary>
    public required int Version { get; init; }

    public required LocalizedText Name { get; init; }
    public required LocalizedText Description { get; init; }
    public required IReadOnlyList<LifeStage> LifeStages { get; init; }

    /// <summary>The client's age when it begins; null for no limit.</summary>
    public int? MinAge { get; init; }

    public int? MaxAge { get; init; }

    /// <summary>How many sessions are usual.</summary>
    public required int Sessions { get; init; }

    public required NeedReason Theme { get; init; }
    public required bool IsPreventive { get; init; }
    public required LocalizedText Provider { get; init; }

    /// <summary>Where what is said here comes from.</summary>
    public required LocalizedText Source { get; init; }

    /// <summary>What the county has to decide or check before it relies on it.</summary>
    public IReadOnlyList<LocalizedText> ToBeConfirmed { get; init; } = [];

    public required IReadOnlyList<InterventionMeasure> Measures { get; init; }

    /// <summary>False for one that begins no more; those that have begun go on.</summary>
    public bool IsInUse { get; init; } = true;

    /// <summary>Whether it is meant for someone of this age. A guide for the professional, and no rule: they may judge otherwise.</summary>
    public bool Suits(int age) => LifeStages.Contains(Cases.LifeStages.Of(age)) && (MinAge is not { } from || age >= from) && (MaxAge is not { } to || age <= to);

    public InterventionMeasure? FindMeasure(string code) => Measures.FirstOrDefault(measure => measure.Code == code);
}

/// <summary>A scale that a method's effect is measured on. Only its name and its range: the questions are their owners'.</summary>
public sealed record InterventionMeasure
{
    public required string Code { get; init; }
    public required LocalizedText Name { get; init; }
    public required MeasureScale Scale { get; init; }

    /// <summary>Where the range, and the smallest change that matters, come from.</summary>
    public required LocalizedText Source { get; init; }

    /// <summary>What the county has to decide or check; null for nothing but a smallest change that is not given.</summary>
    public LocalizedText? ToBeConfirmed { get; init; }
}

/// <summary>The range of a scale, and how a change on it is read.</summary>
public sealed record MeasureScale
{
    public required double Minimum { get; init; }
    public required double Maximum { get; init; }

    /// <summary>Scores are this far apart.</summary>
    public required double Step { get; init; }

    public required BetterScore Better { get; init; }

    /// <summary>The smallest change that matters to the client; null where no source gives one.</summary>
    public double? SmallestChange { get; init; }

    public bool Includes(double score) => score >= Minimum && score <= Maximum;

    public bool HasStep(double score)
    {
        var steps = (score - Minimum) / Step;
        return Math.Abs(steps - Math.Round(steps)) < 1e-6;
    }
}

/// <summary>Which way is better.</summary>
public enum BetterScore
{
    Higher,
    Lower,
}
