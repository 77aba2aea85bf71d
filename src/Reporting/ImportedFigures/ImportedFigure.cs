namespace Palveluohjaus.Reporting.ImportedFigures;

/// <summary>
/// One figure of one municipality and time that another system told: a baseline, emergency visits of a month, inhabitants of a year. It is no fact: facts
/// can be built again, and this cannot.
/// </summary>
public sealed class ImportedFigure
{
    public const int SourceMaxLength = 100;
    public const int DefinitionMaxLength = 500;
    public const int AccountMaxLength = 100;
    public const int MunicipalityCodeMaxLength = 3;

    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary><see cref="FigureSeries.Id"/>.</summary>
    public required string Series { get; init; }

    /// <inheritdoc cref="FigureSeries.Statistic"/>
    public required string Statistic { get; init; }

    public required string MunicipalityCode { get; init; }
    public required FigurePeriodKind PeriodKind { get; init; }
    public required DateOnly FirstDay { get; init; }

    /// <summary>The day after the last.</summary>
    public required DateOnly Until { get; init; }

    /// <summary>The system the figure was taken from.</summary>
    public required string Source { get; init; }

    /// <summary><see cref="Source"/> as it is compared: however it is capitalised, it is the same system.</summary>
    public required string SourceKey { get; init; }

    /// <summary>In the series' unit.</summary>
    public required double Value { get; set; }

    /// <summary>How it was counted, in words; may be empty where that is as the catalogue says.</summary>
    public required string Definition { get; set; }

    /// <summary>Whether it was counted as the catalogue says. One that was not is never set beside ours.</summary>
    public required bool HasCatalogueDefinition { get; set; }

    /// <summary>When the present value was entered.</summary>
    public required DateTime EnteredAtUtc { get; set; }

    /// <summary>The account or command that entered the present value.</summary>
    public required string EnteredBy { get; set; }

    /// <summary>It was entered by mistake, of a wrong municipality for one. Its page tells; nothing counts it, and whoever enters it again brings it back.</summary>
    public bool IsRemoved { get; private set; }

    public int Version { get; private set; } = 1;

    public FigurePeriod Period => new(PeriodKind, FirstDay);

    /// <summary>Null when the catalogue no longer has it.</summary>
    public FigureSeries? FindSeries() => FigureSeries.All.FirstOrDefault(series => series.Id == Series && series.Statistic == Statistic);

    public static string KeyOf(string source) => source.ToUpperInvariant();

    /// <summary>Puts another value in its place, or the figure itself back in its place.</summary>
    /// <returns>What it said before, to be kept.</returns>
    public ImportedFigureChange Correct(double value, string definition, bool hasCatalogueDefinition, string reason, string account, DateTime nowUtc)
    {
        var earlier = Remember(reason, account, nowUtc);
        (Value, Definition, HasCatalogueDefinition, EnteredAtUtc, EnteredBy, IsRemoved) = (value, definition, hasCatalogueDefinition, nowUtc, account, false);
        return earlier;
    }

    /// <returns>What it said before, to be kept.</returns>
    public ImportedFigureChange Remove(string reason, string account, DateTime nowUtc)
    {
        var earlier = Remember(reason, account, nowUtc);
        IsRemoved = true;
        return earlier;
    }

    private ImportedFigureChange Remember(string reason, string account, DateTime nowUtc)
    {
        var earlier = new ImportedFigureChange
        {
            FigureId = Id,
            Version = Version,
            Value = Value,
            Definition = Definition,
            HasCatalogueDefinition = HasCatalogueDefinition,
            EnteredAtUtc = EnteredAtUtc,
            EnteredBy = EnteredBy,
            WasRemoved = IsRemoved,
            Reason = reason,
            CorrectedAtUtc = nowUtc,
            CorrectedBy = account,
        };
        Version++;
        return earlier;
    }
}

/// <summary>What a figure said before it was corrected or removed, and why it was.</summary>
public sealed class ImportedFigureChange
{
    public const int ReasonMaxLength = 500;

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid FigureId { get; init; }

    /// <summary>The figure's version that said this.</summary>
    public required int Version { get; init; }

    public required double Value { get; init; }
    public required string Definition { get; init; }
    public required bool HasCatalogueDefinition { get; init; }
    public required DateTime EnteredAtUtc { get; init; }
    public required string EnteredBy { get; init; }
    public required bool WasRemoved { get; init; }

    /// <summary>Empty where a figure that had been removed was entered again.</summary>
    public required string Reason { get; init; }
    public required DateTime CorrectedAtUtc { get; init; }
    public required string CorrectedBy { get; init; }
}
