using System.Globalization;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Contacts;

namespace Palveluohjaus.Guidance.Services;

/// <summary>
/// One service of the directory: of the national catalogue (PTV), or the county's own addition. What the catalogue says is the catalogue's and comes with
/// each import; for whom it suits by segment, its capacity and its waiting time are the county's, and no import touches them.
/// </summary>
public sealed class GuidanceService
{
    public const string PtvSource = "ptv";
    public const int NameMaxLength = 150;
    public const int DescriptionMaxLength = 4000;
    public const int ProviderMaxLength = 150;
    public const int ContactMaxLength = 200;
    public const int KeywordsMaxLength = 1000;
    public const int MostWaitingDays = 3650;

    /// <summary>A waiting time that was confirmed longer ago is shown as old: queues move within a couple of months.</summary>
    public const int WaitIsOldAfterDays = 60;

    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary><see cref="PtvSource"/>, or <see cref="GuidanceCase.OwnSource"/> for the county's own.</summary>
    public required string Source { get; init; }

    /// <summary>Unique within the source.</summary>
    public required string ExternalId { get; init; }

    /// <inheritdoc cref="ServiceContent.Sector"/>
    public required ServiceSector Sector { get; init; }

    /// <inheritdoc cref="ServiceContent.Provider"/>
    public string Provider { get; init; } = string.Empty;

    public string NameFi { get; init; } = string.Empty;
    public string NameSv { get; init; } = string.Empty;
    public string NameEn { get; init; } = string.Empty;
    public string DescriptionFi { get; init; } = string.Empty;
    public string DescriptionSv { get; init; } = string.Empty;
    public string DescriptionEn { get; init; } = string.Empty;
    public IReadOnlyList<string> Keywords { get; init; } = [];

    /// <inheritdoc cref="ServiceContent.Languages"/>
    public IReadOnlyList<string> Languages { get; init; } = [];

    /// <inheritdoc cref="ServiceContent.MunicipalityCodes"/>
    public IReadOnlyList<string> MunicipalityCodes { get; init; } = [];

    public IReadOnlyList<NeedReason> Themes { get; init; } = [];

    /// <inheritdoc cref="ServiceContent.LifeStages"/>
    public IReadOnlyList<LifeStage> LifeStages { get; init; } = [];

    public string Phone { get; init; } = string.Empty;
    public string Email { get; init; } = string.Empty;
    public string WebAddress { get; init; } = string.Empty;
    public string StreetAddress { get; init; } = string.Empty;

    /// <summary>Codes of the segments the county offers it to; none for everyone.</summary>
    public IReadOnlyList<string> Segments { get; private set; } = [];

    public ServiceCapacity Capacity { get; private set; }

    /// <summary>Null while nobody has asked.</summary>
    public int? WaitingDays { get; private set; }

    /// <summary>When capacity and waiting time were last confirmed.</summary>
    public DateTime? WaitConfirmedAtUtc { get; private set; }

    /// <summary>By whom; null for a command.</summary>
    public Guid? WaitConfirmedByWorkerId { get; private set; }

    /// <summary>When the catalogue last changed it; null for the county's own, and where the catalogue does not say.</summary>
    public DateTime? ModifiedAtUtc { get; private set; }

    /// <summary>Since when it is no longer given. It stays for the referrals made to it and is not offered to anyone.</summary>
    public DateTime? WithdrawnAtUtc { get; private set; }

    public int Version { get; private set; }

    public bool IsOwn => Source == GuidanceCase.OwnSource;

    /// <summary>In the culture's language, or in one it has.</summary>
    public string NameIn(CultureInfo culture) => ServiceTexts.In(culture, NameFi, NameSv, NameEn);

    /// <inheritdoc cref="NameIn"/>
    public string DescriptionIn(CultureInfo culture) => ServiceTexts.In(culture, DescriptionFi, DescriptionSv, DescriptionEn);

    /// <summary>Whether what is known of waiting is too old to be promised to anyone.</summary>
    public bool IsWaitOld(DateTime nowUtc) => WaitConfirmedAtUtc is { } confirmed && nowUtc - confirmed > TimeSpan.FromDays(WaitIsOldAfterDays);

    public GuidanceService ConfirmWait(ServiceCapacity capacity, int? waitingDays, DateTime nowUtc, Guid? workerId)
    {
        if (waitingDays is < 0 or > MostWaitingDays)
            throw new ArgumentOutOfRangeException(nameof(waitingDays), waitingDays, $"A waiting time is 0–{MostWaitingDays} days.");
        (Capacity, WaitingDays, WaitConfirmedAtUtc, WaitConfirmedByWorkerId) = (capacity, waitingDays, nowUtc, workerId);
        Version++;
        return this;
    }

    public GuidanceService OfferTo(IReadOnlyList<string> segments)
    {
        if (Segments.SequenceEqual(segments))
            return this;
        Segments = segments;
        Version++;
        return this;
    }

    /// <summary>Once withdrawn, the first moment holds.</summary>
    public bool Withdraw(DateTime nowUtc)
    {
        if (WithdrawnAtUtc is not null)
            return false;
        WithdrawnAtUtc = nowUtc;
        Version++;
        return true;
    }

    /// <summary>It is given again.</summary>
    public bool Restore()
    {
        if (WithdrawnAtUtc is null)
            return false;
        WithdrawnAtUtc = null;
        Version++;
        return true;
    }

    internal void MarkChanged(DateTime? modifiedAtUtc)
    {
        ModifiedAtUtc = modifiedAtUtc;
        Version++;
    }
}
