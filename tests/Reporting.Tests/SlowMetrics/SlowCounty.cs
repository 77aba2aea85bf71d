using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.ClientSegments;
using Palveluohjaus.Guidance.Contacts;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Deadlines;
using Palveluohjaus.Guidance.Feedback;
using Palveluohjaus.Guidance.Imports;
using Palveluohjaus.Guidance.Interventions;
using Palveluohjaus.Guidance.NeedsAssessments;
using Palveluohjaus.Guidance.Services;
using Palveluohjaus.Guidance.Services.Referrals;
using Palveluohjaus.Guidance.Storage.Keys;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Guidance.Teams;
using Palveluohjaus.Reporting.Facts;
using Palveluohjaus.Reporting.ImportedFigures;
using Palveluohjaus.SyntheticCounty;
using Palveluohjaus.Testing;

namespace Palveluohjaus.Reporting.Tests.SlowMetrics;

/// <summary>
/// A county of 400 clients and a year and a half, with what its generator does not make added by <see cref="Disorder"/>: its rows as the front line keeps
/// them, and the facts that were made of them. Generated once a run: it takes some seconds.
/// </summary>
internal sealed class SlowCounty
{
    public static readonly DateTime EndsAtUtc = new(2026, 11, 20, 22, 0, 0, DateTimeKind.Utc);
    public static readonly DateTime NowUtc = EndsAtUtc.AddHours(9);

    private static readonly Lazy<Task<SlowCounty>> Once = new(MakeAsync);

    private SlowCounty()
    {
    }

    public required FactSnapshot Facts { get; init; }
    public required IReadOnlyDictionary<Guid, Client> Clients { get; init; }
    public required IReadOnlyDictionary<Guid, string> Units { get; init; }
    public required IReadOnlyDictionary<Guid, GuidanceService> Services { get; init; }
    public required IReadOnlyList<GuidanceCase> Cases { get; init; }
    public required IReadOnlyList<Contact> Contacts { get; init; }
    public required IReadOnlyList<SegmentDecision> Decisions { get; init; }
    public required IReadOnlyList<Referral> Referrals { get; init; }
    public required IReadOnlyList<Intervention> Interventions { get; init; }
    public required IReadOnlyList<FeedbackAnswer> Feedback { get; init; }
    public required IReadOnlyList<ImportedFigure> Figures { get; init; }
    public required ILookup<Guid, CaseEvent> EventsOfCase { get; init; }
    public required ILookup<Guid, CaseDeadline> DeadlinesOfCase { get; init; }
    public required ILookup<Guid, NeedsAssessment> AssessmentsOfCase { get; init; }
    public required ILookup<Guid, ReferralStep> StepsOfReferral { get; init; }
    public required ILookup<Guid, InterventionEntry> EntriesOfIntervention { get; init; }
    public required ILookup<Guid, ResponsibleWorker> ResponsibleOfClient { get; init; }

    public ILookup<Guid, Contact> ContactsOfCase => field ??= Contacts.ToLookup(each => each.CaseId);
    public ILookup<Guid?, Contact> ContactsOfClient => field ??= Contacts.ToLookup(each => each.ClientId);
    public ILookup<Guid?, GuidanceCase> CasesOfClient => field ??= Cases.ToLookup(each => each.ClientId);
    public ILookup<Guid, Referral> ReferralsOfCase => field ??= Referrals.ToLookup(each => each.CaseId);
    public IReadOnlyDictionary<Guid, GuidanceCase> CaseOfId => field ??= Cases.ToDictionary(each => each.Id);

    /// <summary>In the order in which they were made.</summary>
    public ILookup<Guid, SegmentDecision> DecisionsOfClient => field ??= Decisions.OrderBy(each => each.DecidedAtUtc).ThenBy(each => each.Sequence).ToLookup(each => each.ClientId);

    public static Task<SlowCounty> GetAsync() => Once.Value;

    private static async Task<SlowCounty> MakeAsync()
    {
        using var database = new TestDatabase();
        var clock = new ManualClock(new DateTimeOffset(NowUtc, TimeSpan.Zero));
        await using var guidance = database.OpenGuidance();
        var generate = new GenerateCounty(guidance, new LoadHistory(guidance, clock), OpenVault(), CountyCalendar.Helsinki, clock);
        await generate.RunAsync(new CountyParameters { ClientCount = 400, Years = 1.6, EndsAtUtc = EndsAtUtc }, null, CancellationToken.None);
        guidance.ChangeTracker.Clear();
        await new Disorder(guidance, clock).BringAsync();
        guidance.ChangeTracker.Clear();

        await using var reporting = database.OpenReporting();
        await new RefreshFacts(new GuidanceReads(guidance), reporting, CountyCalendar.Helsinki, clock).RunAsync(rebuild: false, null, CancellationToken.None);
        reporting.ImportedFigures.AddRange(FiguresOfOthers.All());
        await reporting.SaveChangesAsync();
        var facts = await new LoadFacts(reporting, new GuidanceReads(guidance), CountyCalendar.Helsinki).LoadAsync(null, CancellationToken.None);
        return new SlowCounty
        {
            Facts = facts,
            Clients = await guidance.Clients.AsNoTracking().ToDictionaryAsync(each => each.Id),
            Units = await guidance.Units.AsNoTracking().ToDictionaryAsync(each => each.Id, each => each.Code),
            Services = await guidance.GuidanceServices.AsNoTracking().ToDictionaryAsync(each => each.Id),
            Cases = await guidance.Cases.AsNoTracking().ToListAsync(),
            Contacts = await guidance.Contacts.AsNoTracking().ToListAsync(),
            Decisions = await guidance.SegmentDecisions.AsNoTracking().ToListAsync(),
            Referrals = await guidance.Referrals.AsNoTracking().ToListAsync(),
            Interventions = await guidance.Interventions.AsNoTracking().ToListAsync(),
            Figures = await reporting.ImportedFigures.AsNoTracking().ToListAsync(),
            Feedback = await guidance.FeedbackAnswers.AsNoTracking().ToListAsync(),
            EventsOfCase = (await guidance.CaseEvents.AsNoTracking().ToListAsync()).ToLookup(each => each.CaseId),
            DeadlinesOfCase = (await guidance.CaseDeadlines.AsNoTracking().ToListAsync()).ToLookup(each => each.CaseId),
            AssessmentsOfCase = (await guidance.NeedsAssessments.AsNoTracking().ToListAsync()).ToLookup(each => each.CaseId),
            StepsOfReferral = (await guidance.ReferralSteps.AsNoTracking().ToListAsync()).ToLookup(each => each.ReferralId),
            EntriesOfIntervention = (await guidance.InterventionEntries.AsNoTracking().ToListAsync()).ToLookup(each => each.InterventionId),
            ResponsibleOfClient = (await guidance.ResponsibleWorkers.AsNoTracking().ToListAsync()).ToLookup(each => each.ClientId),
        };
    }

    private static IdentityCodeVault OpenVault()
    {
        var folder = Directory.CreateTempSubdirectory("palveluohjaus-test-");
        try
        {
            return IdentityCodeVault.Open(ProductKeys.InFiles(new EphemeralDataProtectionProvider(), folder.FullName));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
