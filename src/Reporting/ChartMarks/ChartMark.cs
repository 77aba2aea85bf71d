using System.Globalization;

namespace Palveluohjaus.Reporting.ChartMarks;

/// <summary>
/// A named period that charts leave out of their limits, or a known change from which they set them anew. It is no fact: facts can be built again, and this
/// cannot.
/// </summary>
public sealed class ChartMark
{
    public const int NameMaxLength = 60;
    public const int MetricsMaxLength = 1_000;
    public const int MunicipalityCodeMaxLength = 3;
    public const int UnitCodeMaxLength = 40;
    public const int AccountMaxLength = 100;
    public const int ReasonMaxLength = 500;

    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required ChartMarkContent Content { get; set; }

    /// <summary>When the present content was entered.</summary>
    public required DateTime EnteredAtUtc { get; set; }

    public required string EnteredBy { get; set; }

    /// <summary>One that was removed is drawn nowhere and stays in sight with the reason.</summary>
    public bool IsRemoved { get; private set; }

    public int Version { get; private set; } = 1;

    /// <summary>Puts other content in its place.</summary>
    /// <returns>What it said before, to be kept.</returns>
    public ChartMarkChange Correct(ChartMarkContent content, string reason, string account, DateTime nowUtc)
    {
        var earlier = Keep(reason, account, nowUtc);
        (Content, EnteredAtUtc, EnteredBy) = (content, nowUtc, account);
        Version++;
        return earlier;
    }

    /// <returns>What it said, to be kept.</returns>
    public ChartMarkChange Remove(string reason, string account, DateTime nowUtc)
    {
        var earlier = Keep(reason, account, nowUtc);
        IsRemoved = true;
        Version++;
        return earlier;
    }

    private ChartMarkChange Keep(string reason, string account, DateTime nowUtc) => new()
    {
        MarkId = Id,
        Version = Version,
        Content = Content with { },
        EnteredAtUtc = EnteredAtUtc,
        EnteredBy = EnteredBy,
        Reason = reason,
        ChangedAtUtc = nowUtc,
        ChangedBy = account,
    };
}

/// <summary>What a mark said before it was corrected or removed, and why it was.</summary>
public sealed class ChartMarkChange
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid MarkId { get; init; }

    /// <summary>The mark's version that said this.</summary>
    public required int Version { get; init; }

    public required ChartMarkContent Content { get; init; }
    public required DateTime EnteredAtUtc { get; init; }
    public required string EnteredBy { get; init; }
    public required string Reason { get; init; }
    public required DateTime ChangedAtUtc { get; init; }
    public required string ChangedBy { get; init; }
}

public enum ChartMarkKind
{
    /// <summary>A strike, a pandemic: its points are drawn hollow and are in no limit.</summary>
    Excluded,

    /// <summary>A known change of how things are done: limits are set anew from it on.</summary>
    Change,
}

/// <summary>What a mark says.</summary>
public sealed record ChartMarkContent
{
    public required ChartMarkKind Kind { get; init; }
    public required DateOnly FirstDay { get; init; }

    /// <summary>The same day, where it is a change.</summary>
    public required DateOnly LastDay { get; init; }

    public required string NameFi { get; init; }
    public required string NameSv { get; init; }
    public required string NameEn { get; init; }

    /// <summary>Ids of the metrics it concerns with a space between, in order; empty for all.</summary>
    public string Metrics { get; init; } = string.Empty;

    /// <summary>Empty for the whole county.</summary>
    public string MunicipalityCode { get; init; } = string.Empty;

    /// <summary>Empty for all units.</summary>
    public string UnitCode { get; init; } = string.Empty;

    public IReadOnlyList<string> MetricIds => Metrics.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    public string NameIn(CultureInfo culture) => culture.TwoLetterISOLanguageName switch
    {
        "sv" => NameSv,
        "en" => NameEn,
        _ => NameFi,
    };

    /// <summary>What happened in one municipality or unit is marked where only that one is shown: in the figures of all it is not what moved them.</summary>
    public bool Concerns(string metric, string? municipality, string? unit) =>
        (Metrics.Length == 0 || MetricIds.Contains(metric, StringComparer.Ordinal))
        && (MunicipalityCode.Length == 0 || MunicipalityCode == municipality)
        && (UnitCode.Length == 0 || UnitCode == unit);
}

/// <summary>The marks that hold now.</summary>
/// <param name="Contents">By their first day.</param>
/// <param name="Stamp">Another one after each change: views built before it are no longer true.</param>
public sealed record CurrentMarks(IReadOnlyList<ChartMarkContent> Contents, long Stamp)
{
    public static CurrentMarks None { get; } = new([], 0);
}
