using Palveluohjaus.Guidance.Services.Referrals;

namespace Palveluohjaus.Reporting.Tests.SlowMetrics;

/// <summary>Working across professions.</summary>
internal static class ProfessionsMetrics
{
    public static IReadOnlyList<SlowMetric> All { get; } =
    [
        SlowMetric.Of("referral-acceptance", Kinds.Referrals, (county, rows, span) =>
        {
            var made = rows.Where(row => span.Has(row.MadeAtUtc)).ToList();
            var days = made.Select(row => county.Steps(row).Where(step => Naive.IsYes(step) || step.State == ReferralState.Declined).Select(step => (double?)(step.OccurredAtUtc - row.MadeAtUtc).TotalDays).Min()).OfType<double>().ToList();
            return
            [
                Figure.Share("share", made.Count(row => county.Steps(row).Exists(Naive.IsYes)), made.Count),
                Figure.Share("unanswered", made.Count(row => county.Steps(row).TrueForAll(step => step.State == ReferralState.Made)), made.Count),
                Figure.Percentile("days-to-answer-p50", days, 0.50),
            ];
        }),
        SlowMetric.Of("sector-mix", Kinds.Referrals, (county, rows, span) =>
            Figure.Mix("sector", [.. rows.Where(row => span.Has(row.MadeAtUtc)).Select(row => Naive.Code<Guidance.Services.ServiceSector>(county.Services[row.ServiceId].Sector))])),
        SlowMetric.Of("responsible-worker-coverage", Kinds.Coverage, (_, rows, span) =>
        {
            // As the period ends: the last instant of it.
            var last = span.End.AddTicks(-1);
            var clients = rows.Where(row => row.From <= last && row.Until > last).ToList();
            return [Figure.Share("share", clients.Count(row => row.IsCovered), clients.Count), Figure.Count("clients", clients.Count)];
        }),
        SlowMetric.Of("multiprofessional-share", Kinds.Cases, (county, rows, span) =>
        {
            var assessed = rows.Where(row => span.Has(row.ReceivedAtUtc)).Select(row => county.IsAcrossProfessions(row)).OfType<bool>().ToList();
            return [Figure.Share("share", assessed.Count(isTogether => isTogether), assessed.Count)];
        }),
    ];
}
