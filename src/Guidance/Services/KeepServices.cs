using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Segmentation.Scheme;

namespace Palveluohjaus.Guidance.Services;

/// <summary>Keeps the county's own part of the directory: its own services, and of every service for whom it is and how long one waits.</summary>
public sealed class KeepServices(GuidanceDbContext guidance, TimeProvider clock)
{
    public async Task<ServiceResult> AddAsync(ServiceToKeep toKeep, Actor actor, CancellationToken cancellationToken)
    {
        var content = Clean(toKeep.Content);
        var problems = await CheckAsync(content, toKeep.Segments, cancellationToken);
        if (problems.Count > 0)
            return new ServiceResult.Refused(problems);

        var id = Guid.CreateVersion7();
        var service = new GuidanceService { Id = id, Source = GuidanceCase.OwnSource, ExternalId = id.ToString("N"), Sector = content.Sector };
        guidance.Add(service);
        guidance.Entry(service).CurrentValues.SetValues(content);
        service.OfferTo(InOrder(toKeep.Segments)).MarkChanged(modifiedAtUtc: null);
        return await SaveAsync(AuditAction.Create, service, "added", actor, cancellationToken);
    }

    /// <summary>Of a service of the national catalogue only the segments: the rest is the catalogue's.</summary>
    public async Task<ServiceResult> ChangeAsync(Guid serviceId, ServiceToKeep toKeep, Actor actor, CancellationToken cancellationToken)
    {
        if (await FindAsync(serviceId, cancellationToken) is not { } service)
            return Refuse(ServiceProblemKind.NotThere);
        if (toKeep.Version is { } seen && seen != service.Version)
            return Refuse(ServiceProblemKind.ChangedMeanwhile);

        var entry = guidance.Entry(service);
        if (service.IsOwn)
        {
            var content = Clean(toKeep.Content);
            var problems = await CheckAsync(content, toKeep.Segments, cancellationToken);
            if (problems.Count > 0)
                return new ServiceResult.Refused(problems);
            entry.CurrentValues.SetValues(content);
        }
        else if (AreUnknown(toKeep.Segments))
        {
            return Refuse(ServiceProblemKind.SegmentUnknown, nameof(ServiceToKeep.Segments));
        }

        service.OfferTo(InOrder(toKeep.Segments));
        entry.DetectChanges();
        var changed = entry.Properties.Where(property => property.IsModified && property.Metadata.Name != nameof(GuidanceService.Version)).Select(property => property.Metadata.Name).ToList();
        if (changed.Count == 0)
            return new ServiceResult.Saved(serviceId);
        service.MarkChanged(service.ModifiedAtUtc);
        return await SaveAsync(AuditAction.Update, service, string.Join(", ", changed), actor, cancellationToken);
    }

    /// <summary>Notes what was told of a service's capacity and waiting time, or that what was noted still holds.</summary>
    public async Task<ServiceResult> ConfirmWaitAsync(Guid serviceId, ServiceCapacity capacity, int? waitingDays, Actor actor, CancellationToken cancellationToken)
    {
        if (waitingDays is < 0 or > GuidanceService.MostWaitingDays)
            return Refuse(ServiceProblemKind.WaitingDaysWrong, nameof(GuidanceService.WaitingDays));
        if (await FindAsync(serviceId, cancellationToken) is not { } service)
            return Refuse(ServiceProblemKind.NotThere);
        service.ConfirmWait(capacity, waitingDays, clock.GetUtcNow().UtcDateTime, actor.WorkerId);
        return await SaveAsync(AuditAction.Update, service, "waiting time confirmed", actor, cancellationToken);
    }

    /// <summary>Takes one of the county's own out of the finder, or brings it back. Referrals made to it stay.</summary>
    public async Task<ServiceResult> OfferAsync(Guid serviceId, bool isOffered, Actor actor, CancellationToken cancellationToken)
    {
        if (await FindAsync(serviceId, cancellationToken) is not { } service)
            return Refuse(ServiceProblemKind.NotThere);
        if (!service.IsOwn)
            return Refuse(ServiceProblemKind.OfTheCatalogue);
        if (!(isOffered ? service.Restore() : service.Withdraw(clock.GetUtcNow().UtcDateTime)))
            return new ServiceResult.Saved(serviceId);
        return await SaveAsync(AuditAction.Update, service, isOffered ? "given again" : "withdrawn", actor, cancellationToken);
    }

    private async Task<GuidanceService?> FindAsync(Guid serviceId, CancellationToken cancellationToken)
    {
        guidance.ChangeTracker.Clear();
        return await guidance.GuidanceServices.FirstOrDefaultAsync(service => service.Id == serviceId, cancellationToken);
    }

    private async Task<ServiceResult> SaveAsync(AuditAction action, GuidanceService service, string what, Actor actor, CancellationToken cancellationToken)
    {
        guidance.AuditEntries.Add(AuditEntry.Of(action, nameof(GuidanceService), service.Id, null, actor, what, clock.GetUtcNow().UtcDateTime));
        try
        {
            await guidance.SaveChangesAsync(cancellationToken);
            return new ServiceResult.Saved(service.Id);
        }
        catch (DbUpdateConcurrencyException)
        {
            guidance.ChangeTracker.Clear();
            return Refuse(ServiceProblemKind.ChangedMeanwhile);
        }
    }

    private async Task<List<ServiceProblem>> CheckAsync(ServiceContent content, IReadOnlyList<string> segments, CancellationToken cancellationToken)
    {
        var problems = new List<ServiceProblem>();
        void Check(bool isWrong, string field, ServiceProblemKind kind)
        {
            if (isWrong && problems.TrueForAll(earlier => earlier.Field != field))
                problems.Add(new ServiceProblem(field, kind));
        }

        void CheckText(string text, int maxLength, string field)
        {
            Check(text.Length > maxLength, field, ServiceProblemKind.TooLong);
            Check(!ClientText.IsReadable(text.Replace('\n', ' ')), field, ServiceProblemKind.TextUnreadable);
        }

        Check(content.NameFi.Length + content.NameSv.Length == 0, nameof(content.NameFi), ServiceProblemKind.NameMissing);
        CheckText(content.NameFi, GuidanceService.NameMaxLength, nameof(content.NameFi));
        CheckText(content.NameSv, GuidanceService.NameMaxLength, nameof(content.NameSv));
        CheckText(content.NameEn, GuidanceService.NameMaxLength, nameof(content.NameEn));
        CheckText(content.Provider, GuidanceService.ProviderMaxLength, nameof(content.Provider));
        CheckText(content.DescriptionFi, GuidanceService.DescriptionMaxLength, nameof(content.DescriptionFi));
        CheckText(content.DescriptionSv, GuidanceService.DescriptionMaxLength, nameof(content.DescriptionSv));
        CheckText(content.DescriptionEn, GuidanceService.DescriptionMaxLength, nameof(content.DescriptionEn));
        CheckText(string.Join('\n', content.Keywords), GuidanceService.KeywordsMaxLength, nameof(content.Keywords));
        Check(content.Themes.Count == 0, nameof(content.Themes), ServiceProblemKind.ThemeMissing);
        CheckText(content.Phone, GuidanceService.ContactMaxLength, nameof(content.Phone));
        CheckText(content.Email, GuidanceService.ContactMaxLength, nameof(content.Email));
        Check(content.Email.Length > 0 && !EmailAddress.IsValid(content.Email), nameof(content.Email), ServiceProblemKind.EmailWrong);
        CheckText(content.WebAddress, GuidanceService.ContactMaxLength, nameof(content.WebAddress));
        Check(content.WebAddress.Length > 0 && !IsWebAddress(content.WebAddress), nameof(content.WebAddress), ServiceProblemKind.WebAddressWrong);
        CheckText(content.StreetAddress, GuidanceService.ContactMaxLength, nameof(content.StreetAddress));
        Check(content.Languages.Any(language => language.Length is not (2 or 3) || !language.All(char.IsAsciiLetterLower)) || content.Languages.Count > 50, nameof(content.Languages), ServiceProblemKind.LanguageUnknown);
        Check(AreUnknown(segments), nameof(ServiceToKeep.Segments), ServiceProblemKind.SegmentUnknown);
        if (content.MunicipalityCodes.Count > 0)
        {
            var known = await guidance.Municipalities.Select(each => each.Code).ToHashSetAsync(cancellationToken);
            Check(content.MunicipalityCodes.Any(code => !known.Contains(code)), nameof(content.MunicipalityCodes), ServiceProblemKind.MunicipalityUnknown);
        }

        return problems;
    }

    /// <summary>A link that a page shows must be one of the web: anything else could run in the reader's browser.</summary>
    internal static bool IsWebAddress(string text) => Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "https" or "http";

    private static bool AreUnknown(IReadOnlyList<string> segments) => segments.Any(code => SegmentationScheme.Default.Find(code) is null);

    private static IReadOnlyList<string> InOrder(IReadOnlyList<string> segments) => [.. SegmentationScheme.Default.Segments.Select(segment => segment.Code).Where(segments.Contains)];

    private static ServiceContent Clean(ServiceContent typed) => typed with
    {
        Provider = ClientText.Clean(typed.Provider),
        NameFi = ClientText.Clean(typed.NameFi),
        NameSv = ClientText.Clean(typed.NameSv),
        NameEn = ClientText.Clean(typed.NameEn),
        DescriptionFi = CleanLines(typed.DescriptionFi),
        DescriptionSv = CleanLines(typed.DescriptionSv),
        DescriptionEn = CleanLines(typed.DescriptionEn),
        Keywords = [.. typed.Keywords.Select(ClientText.Clean).Where(word => word.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase)],
        Languages = [.. typed.Languages.Select(language => ClientText.Clean(language).ToLowerInvariant()).Where(language => language.Length > 0).Distinct()],
        MunicipalityCodes = [.. typed.MunicipalityCodes.Distinct().Order(StringComparer.Ordinal)],
        Themes = [.. typed.Themes.Distinct().Order()],
        LifeStages = [.. typed.LifeStages.Distinct().Order()],
        Phone = ClientText.Clean(typed.Phone),
        Email = ClientText.Clean(typed.Email),
        WebAddress = ClientText.Clean(typed.WebAddress),
        StreetAddress = ClientText.Clean(typed.StreetAddress),
    };

    private static string CleanLines(string typed) => string.Join('\n', typed.Split('\n').Select(ClientText.Clean)).Trim();

    private static ServiceResult.Refused Refuse(ServiceProblemKind kind, string field = "service") => new([new ServiceProblem(field, kind)]);
}
