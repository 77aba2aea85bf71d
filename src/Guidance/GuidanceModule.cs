using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Palveluohjaus.Guidance.Accounts;
using Palveluohjaus.Guidance.Api;
using Palveluohjaus.Guidance.Assessments;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.ClientSegments;
using Palveluohjaus.Guidance.Contacts;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Deadlines;
using Palveluohjaus.Guidance.Deadlines.Forecast;
using Palveluohjaus.Guidance.Feedback;
using Palveluohjaus.Guidance.Handoffs;
using Palveluohjaus.Guidance.Imports;
using Palveluohjaus.Guidance.Interventions;
using Palveluohjaus.Guidance.Mail;
using Palveluohjaus.Guidance.ModelWatch;
using Palveluohjaus.Guidance.NeedsAssessments;
using Palveluohjaus.Guidance.Queues;
using Palveluohjaus.Guidance.RemoteReceptions;
using Palveluohjaus.Guidance.Retention;
using Palveluohjaus.Guidance.Services;
using Palveluohjaus.Guidance.Services.Catalogue;
using Palveluohjaus.Guidance.Services.Finder;
using Palveluohjaus.Guidance.Services.Paths;
using Palveluohjaus.Guidance.Services.Referrals;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Guidance.Storage.Keys;
using Palveluohjaus.Guidance.Teams;
using Palveluohjaus.Guidance.Warnings;
using Palveluohjaus.Guidance.Workbench;
using Palveluohjaus.Segmentation.Scorecard;

namespace Palveluohjaus.Guidance;

/// <summary>The front line's entry point: the host adds it once and picks where it is stored.</summary>
public static class GuidanceModule
{
    /// <param name="services">The host's services; Data Protection must be among them.</param>
    /// <param name="database">Where the front line's data lie.</param>
    /// <param name="keyDirectory">Where the keys of identity codes, of pseudonyms and of the audit lie, outside the embedded database and its backups. On a server they lie in its database, for all nodes.</param>
    public static IServiceCollection AddGuidance(this IServiceCollection services, DatabaseSettings database, string keyDirectory)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(CountyCalendar.Helsinki);
        services.AddSingleton(provider => database.IsServer
            ? ProductKeys.InDatabase(provider.GetRequiredService<IDataProtectionProvider>(), provider.GetRequiredService<IServiceScopeFactory>())
            : ProductKeys.InFiles(provider.GetRequiredService<IDataProtectionProvider>(), keyDirectory));
        services.AddSingleton(provider => IdentityCodeVault.Open(provider.GetRequiredService<ProductKeys>()));
        services.AddSingleton(provider => PseudonymVault.Open(provider.GetRequiredService<ProductKeys>()));
        services.AddSingleton(provider => AuditSeal.Open(provider.GetRequiredService<ProductKeys>(), database.IsServer ? ServerDatabase.AuditChains : EmbeddedDatabase.AuditChains));
        services.AddGuidanceDatabase(database);
        services.AddAccounts();
        services.AddScoped<OwnUnits>();
        services.AddScoped<KeepCounty>();
        services.AddScoped<GuidanceReads>();
        services.AddScoped<CheckAudit>();
        services.AddScoped<AuditAdministration>();
        services.AddScoped<ClientLogReport>();
        services.AddScoped<DescribeClientLog>();
        services.AddScoped<LoadHistory>();
        services.AddScoped<ImportEvents>();
        services.AddScoped<Quarantine>();
        services.AddLocalization();
        services.AddSingleton<ImportMessages>();
        services.AddSingleton<ContactSenders>();
        services.TryAddSingleton(DeadlineRules.Shipped);
        services.AddSingleton<DeadlineBook>();
        services.AddScoped<KeepDeadlines>();
        services.AddScoped<CaseDeadlineDesk>();
        services.AddScoped<RecomputeDeadlines>();
        services.AddSingleton<DeadlineWords>();
        services.AddScoped<FitDeadlineForecast>();
        services.AddSingleton<DeadlineForecasts>();
        services.AddSingleton<MissChanceWords>();
        services.TryAddSingleton(MailInUse.Off);
        services.AddScoped<CheckMail>();
        services.AddScoped<WatchDeadlines>();
        services.AddScoped<ReadWarningMail>();
        services.AddScoped<LogContact>();
        services.AddScoped<SubmitContact>();
        services.AddScoped<ReadOpenMatters>();
        services.AddScoped<LinkContact>();
        services.AddScoped<PlanRemoteReception>();
        services.AddScoped<ReadRemoteReceptions>();
        services.AddSingleton<ReceptionInstructions>();
        services.AddSingleton<FeedbackLinks>();
        services.AddScoped<GiveFeedback>();
        services.AddSingleton(ExpertScorecard.Default);
        services.TryAddSingleton(SegmentModelInUse.Scorecard);
        services.AddScoped<ScoreClients>();
        services.AddScoped<ReadConfirmedDecisions>();
        services.AddScoped<LoggedContacts>();
        services.AddScoped<ClientIndex>();
        services.AddScoped<SearchClients>();
        services.AddScoped<ClientGrounds>();
        services.AddScoped<ReadClient>();
        services.AddScoped<ReadClientMatters>();
        services.AddScoped<CheckClient>();
        services.AddScoped<FindDuplicates>();
        services.AddScoped<CreateClient>();
        services.AddScoped<UpdateClient>();
        services.AddScoped<MergeClients>();
        services.AddScoped<CompareClients>();
        services.AddScoped<ReadMerges>();
        services.AddScoped<RecordConsent>();
        services.AddScoped<RelateClients>();
        services.AddScoped<KeepUnits>();
        services.AddSingleton<ApiProblems>();
        services.AddScoped<ClientDoor>();
        services.AddScoped<KeepSendingSystems>();
        services.AddScoped<RecogniseSystem>();
        services.AddScoped<ReceiveContact>();
        services.TryAddSingleton(AssessmentTemplates.Shipped);
        services.AddSingleton(provider => new PreparedModel(provider.GetRequiredService<ExpertScorecard>(), provider.GetRequiredService<SegmentModelInUse>()));
        services.AddScoped(provider => new SuggestForDraft(
            provider.GetRequiredService<GuidanceDbContext>(),
            provider.GetRequiredService<PreparedModel>(),
            provider.GetRequiredService<ExpertScorecard>(),
            provider.GetRequiredService<CountyCalendar>(),
            provider.GetRequiredService<ILogger<SuggestForDraft>>()));
        services.AddScoped<BeginAssessment>();
        services.AddScoped<DiscardDraft>();
        services.AddScoped<SaveDraft>();
        services.TryAddSingleton(SecondOpinionDraw.Random);
        services.AddScoped<DecideSegment>();
        services.AddScoped<SegmentHistory>();
        services.AddScoped<SecondOpinions>();
        services.AddSingleton<WorkWords>();
        services.AddScoped<ReadToday>();
        services.AddScoped<ReadWorkbench>();
        services.AddScoped<CountOwnWork>();
        services.AddScoped<TakeCase>();
        services.AddScoped<ReadHandoffs>();
        services.AddScoped<CountHandoffReasons>();
        services.AddScoped<OfferHandoff>();
        services.TryAddSingleton(HousingCriteria.Shipped);
        services.AddScoped<KeepNeedsAssessment>();
        services.AddScoped<ReopenNeedsAssessment>();
        services.AddScoped<ReadHousingWaits>();
        services.AddScoped<AnswerHandoff>();
        services.AddScoped<AgreeJointMeeting>();
        services.AddScoped<EndJointMeeting>();
        services.AddScoped<UnitStaff>();
        services.AddScoped<MoveCases>();
        services.TryAddSingleton(PriorityWeights.Shipped);
        services.AddScoped<ReadQueuePage>();
        services.AddScoped<ReadQueueCounts>();
        services.AddScoped<ReadCapacity>();
        services.AddScoped<KeepAbsences>();
        services.AddScoped<KeepDutyRota>();
        services.AddScoped<ReadCovered>();
        services.AddScoped<FindResponsible>();
        services.AddScoped<ReadMissingResponsible>();
        services.AddScoped<ReadListedCases>();
        services.AddScoped<NameResponsibleWorker>();
        services.AddScoped<ReadFeedback>();
        services.TryAddSingleton(PtvMapping.Shipped);
        services.AddScoped<ImportServices>();
        services.AddSingleton<ServiceIndex>();
        services.AddScoped<FindServices>();
        services.TryAddSingleton(ServicePaths.Shipped);
        services.TryAddSingleton(FinderWords.Shipped);
        services.AddScoped<KeepServices>();
        services.AddSingleton<ServiceWording>();
        services.AddScoped<ReadGuidedClient>();
        services.AddScoped<ReferralDoor>();
        services.AddScoped<MakeReferral>();
        services.AddScoped<RecordReferralStep>();
        services.AddScoped<TakeBackReferralStep>();
        services.AddScoped<ReadReferrals>();
        services.TryAddSingleton(InterventionMethods.Shipped);
        services.AddScoped<InterventionDoor>();
        services.AddScoped<StartIntervention>();
        services.AddScoped<RecordIntervention>();
        services.AddScoped<ReadInterventions>();
        services.AddSingleton<InterventionWords>();
        services.AddScoped<WatchModel>();
        services.AddScoped<ReadModelWatch>();
        services.AddSingleton<ModelWatchWords>();
        services.TryAddSingleton(RetentionRules.Shipped);
        services.AddScoped<CountDueData>();
        services.AddScoped<RemoveDueData>();
        return services;
    }

    /// <summary>The tables alone.</summary>
    public static IServiceCollection AddGuidanceDatabase(this IServiceCollection services, DatabaseSettings database) =>
        services.AddDatabase<GuidanceDbContext, SqliteGuidanceDbContext, SqlServerGuidanceDbContext, PostgreSqlGuidanceDbContext>(
            database, EmbeddedDatabase.FileName, GuidanceDbContext.MigrationsHistoryTable);

    /// <summary>The tables of a server's keys; the embedded product keeps its own in files.</summary>
    public static IServiceCollection AddKeysDatabase(this IServiceCollection services, DatabaseSettings server) =>
        services.AddServerDatabase<KeysDbContext, SqlServerKeysDbContext, PostgreSqlKeysDbContext>(server, KeysDbContext.MigrationsHistoryTable);
}
