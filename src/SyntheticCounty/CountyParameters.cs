namespace Palveluohjaus.SyntheticCounty;

/// <summary>
/// What the fictional county is like. The defaults are the demo's county; <c>docs/synthetic-county.md</c> explains each.
/// The same parameters always give the same county, whatever the batch size.
/// </summary>
public sealed record CountyParameters
{
    /// <summary>A county for measuring scale: 100,000 clients and five years, about 1.5 million contacts.</summary>
    public static CountyParameters Large { get; } = new() { ClientCount = 100_000, Years = 5 };

    public int Seed { get; init; } = 17;
    public int ClientCount { get; init; } = 6_000;

    /// <summary>Length of the history. Longer than a year and a half, so that the planted improvement lies inside it.</summary>
    public double Years { get; init; } = 2.5;

    /// <summary>Nothing is later than this. Null means the start of the county's current day.</summary>
    public DateTime? EndsAtUtc { get; init; }

    /// <summary>Clients generated, stored and forgotten at a time. It changes memory and speed, never the county.</summary>
    public int ClientsPerBatch { get; init; } = 250;

    public PeopleParameters People { get; init; } = new();
    public DemandParameters Demand { get; init; } = new();
    public FlowParameters Flow { get; init; } = new();
    public LabelParameters Labels { get; init; } = new();

    /// <summary>The municipalities that record badly on purpose.</summary>
    public IReadOnlyList<RecordingHabits> BadRecording { get; init; } =
    [
        new() { MunicipalityCode = "399", OneThemeShare = 0.93, MissingMinutesShare = 0.45, MissingNoteShare = 0.95, MissingAnswersShare = 0.20 },
        new() { MunicipalityCode = "545", LateContactShare = 0.60, LateContactMedianDays = 4, LateClosingShare = 0.70, LateClosingMedianDays = 18 },
        new() { MunicipalityCode = "287", UnrecordedClosingShare = 0.45, MissingMinutesShare = 0.25, MissingNoteShare = 0.80 },
    ];

    internal void Check()
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(ClientCount);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(ClientsPerBatch);
        if (Years is not (>= 0.1 and <= 20))
            throw new ArgumentOutOfRangeException(nameof(Years), Years, "The history is 0.1–20 years long.");
        if (EndsAtUtc is { Kind: not DateTimeKind.Utc })
            throw new ArgumentException("The end of the history is an instant in UTC.", nameof(EndsAtUtc));
    }
}

/// <summary>Who the clients are.</summary>
public sealed record PeopleParameters
{
    /// <summary>Share of clients whose address and phone are hidden (turvakielto).</summary>
    public double ProtectedShare { get; init; } = 0.01;

    /// <summary>Share of clients who ask for service in another language than Finnish or Swedish.</summary>
    public double OtherLanguageShare { get; init; } = 0.05;

    /// <summary>Share of those clients who need an interpreter.</summary>
    public double InterpreterShare { get; init; } = 0.60;

    /// <summary>Share of clients with a phone on record.</summary>
    public double PhoneShare { get; init; } = 0.93;

    /// <summary>Share of clients with an e-mail address on record.</summary>
    public double EmailShare { get; init; } = 0.45;

    /// <summary>How likely each kind of consent has been asked for…</summary>
    public double ConsentShare { get; init; } = 0.25;

    /// <summary>…and how likely one that was given has been withdrawn, where there was time for it.</summary>
    public double WithdrawnShare { get; init; } = 0.05;

    /// <summary>Share of clients with a close one outside the records.</summary>
    public double OutsiderShare { get; init; } = 0.15;

    /// <summary>Share of clients linked to another client.</summary>
    public double RelationShare { get; init; } = 0.10;

    /// <summary>Share of clients who stand in the records twice: see <c>FindDuplicates</c>. They come on top of <see cref="CountyParameters.ClientCount"/>.</summary>
    public double DuplicateShare { get; init; } = 0.005;

    /// <summary>Correlation of latent need and latent resources, on the normal scale.</summary>
    public double NeedResourcesCorrelation { get; init; } = -0.45;

    /// <summary>How widely the latent traits spread: slope of the logistic function that maps a standard normal to 0–100.</summary>
    public double TraitSpread { get; init; } = 1.1;
}

/// <summary>How contacts arrive.</summary>
public sealed record DemandParameters
{
    /// <summary>New matters a client with a need of 50 raises in a year, on average.</summary>
    public double MattersPerClientYear { get; init; } = 1.30;

    /// <summary>Shape of the gamma distribution that makes some clients raise far more matters than others; smaller is more skewed.</summary>
    public double SkewShape { get; init; } = 0.9;

    /// <summary>Growth of the log rate per point of need.</summary>
    public double GrowthPerNeedPoint { get; init; } = 0.012;

    public double AnonymousShare { get; init; } = 0.12;

    /// <summary>Growth of demand in a year, as a share.</summary>
    public double TrendPerYear { get; init; } = 0.06;

    public double StrikeStartsAfterMonths { get; init; } = 10;
    public int StrikeDays { get; init; } = 14;

    /// <param name="firstDay">Of the history.</param>
    /// <returns>The strike's first day; it may lie after the history.</returns>
    public DateOnly StrikeFrom(DateOnly firstDay) => firstDay.AddDays((int)(StrikeStartsAfterMonths * 365.25 / 12));

    /// <summary>What remains of demand on a strike day.</summary>
    public double StrikeDemandShare { get; init; } = 0.35;
}

/// <summary>How matters move.</summary>
public sealed record FlowParameters
{
    /// <summary>How likely the bouncing unit (Kuntoutusyksikkö) sends a case back.</summary>
    public double BounceShare { get; init; } = 0.50;

    /// <summary>How likely any other unit sends a case back.</summary>
    public double OrdinaryBounceShare { get; init; } = 0.05;

    /// <summary>How likely an assessed case goes on to a third unit, where its theme has one.</summary>
    public double OnwardShare { get; init; } = 0.25;

    /// <summary>How much longer each step takes than its median, by segment: OMA, TUKI, YHT, HUOL.</summary>
    public IReadOnlyList<double> LeadTimeFactors { get; init; } = [0.60, 0.90, 1.00, 1.35];

    /// <summary>Cases of care-managed clients (HUOL) received from this month of the history on move faster…</summary>
    public int ImprovementFromMonth { get; init; } = 18;

    /// <summary>…by this factor.</summary>
    public double ImprovementFactor { get; init; } = 0.65;

    /// <summary>Share of contacts in the client's own language, Finnish and Swedish alike…</summary>
    public double OwnLanguageShare { get; init; } = 0.96;

    /// <summary>…except for Swedish speakers outside the Swedish-majority municipalities.</summary>
    public double GapOwnLanguageShare { get; init; } = 0.62;

    /// <summary>How much longer the same Swedish speakers wait at each step.</summary>
    public double GapDelayFactor { get; init; } = 1.35;

    /// <summary>How likely a client returns with the same theme after a closing.</summary>
    public double RepeatShare { get; init; } = 0.16;
}

/// <summary>How clients are assessed and segmented.</summary>
public sealed record LabelParameters
{
    /// <summary>Share of clients who get a first assessment, drawn without regard to need or resources, so that the labelled clients are like the rest.</summary>
    public double AssessedShare { get; init; } = 0.65;

    /// <summary>Share of the assessed who are assessed again half a year to a year and a half later, likewise.</summary>
    public double ReviewedShare { get; init; } = 0.30;

    /// <summary>Standard deviation of the error with which a professional sees need, and resources, on the 0–100 axes.</summary>
    public double PerceptionError { get; init; } = 9;

    /// <summary>Suggestions are shown from this month of the history on…</summary>
    public int SuggestionsFromMonth { get; init; } = 6;

    /// <summary>…in this share of decisions.</summary>
    public double SuggestedShare { get; init; } = 0.85;

    /// <summary>Share of agreements that are confirmed within a few seconds.</summary>
    public double RubberStampShare { get; init; } = 0.12;

    /// <summary>Share of decisions that a second professional makes again a few days later, without seeing the first or a suggestion: drawn without regard to anything.</summary>
    public double DoubleCodedShare { get; init; } = 0.03;
}

/// <summary>How one municipality records. Each property is a share of what it names; 0 is flawless.</summary>
public sealed record RecordingHabits
{
    public static RecordingHabits Good { get; } = new() { MunicipalityCode = "" };

    public required string MunicipalityCode { get; init; }
    public double OneThemeShare { get; init; }
    public double MissingMinutesShare { get; init; } = 0.01;
    public double MissingNoteShare { get; init; } = 0.45;

    /// <summary>Added to each item's own chance of being left unanswered.</summary>
    public double MissingAnswersShare { get; init; }

    /// <summary>Closings of a case after its process that are never recorded. A contact that solves the matter closes it by itself.</summary>
    public double UnrecordedClosingShare { get; init; }

    public double LateClosingShare { get; init; }
    public double LateClosingMedianDays { get; init; }
    public double LateContactShare { get; init; }
    public double LateContactMedianDays { get; init; }
}
