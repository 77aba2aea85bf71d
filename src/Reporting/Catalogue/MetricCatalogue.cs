using Palveluohjaus.Reporting.Catalogue.Metrics;

namespace Palveluohjaus.Reporting.Catalogue;

/// <summary>Every metric there is, in the order in which they are shown.</summary>
public static class MetricCatalogue
{
    public static IReadOnlyList<Metric> All { get; } =
    [
        new Cases(),
        new Events(),
        new Arrivals(),
        new Contacts(),
        new ChannelMix(),
        new LanguageMatch(),
        new WaitingTime(),
        new LeadTime(),
        new WorkInProgress(),
        new QueueAge(),
        new Throughput(),
        new LittlesLawGap(),
        new DeadlineAttainment(),
        new ClosedLate(),
        new HandoffsPerCase(),
        new PingPong(),
        new FirstContactResolution(),
        new RepeatContacts(),
        new FailureDemand(),
        new SegmentMix(),
        new SegmentTransitions(),
        new SegmentEffect(),
        new SuggestionAgreement(),
        new OverrideReasons(),
        new RubberStamp(),
        new ReferralAcceptance(),
        new SectorMix(),
        new PreventionShare(),
        new ResponsibleWorkerCoverage(),
        new MultiprofessionalShare(),
        new InterventionEffect(),
        new ClientFeedback(),
        new HandlingTime(),
        new TouchTimeShare(),
        new RecordingCompleteness(),
        new EmergencyVisits(),
        new Baseline(),
    ];

    public static Metric? Find(string id) => All.FirstOrDefault(metric => metric.Definition.Id == id);
}
