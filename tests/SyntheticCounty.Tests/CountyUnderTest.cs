using Microsoft.AspNetCore.DataProtection;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Imports;
using Palveluohjaus.Guidance.Storage.Keys;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.SyntheticCounty.Cases;
using Palveluohjaus.Testing;

namespace Palveluohjaus.SyntheticCounty.Tests;

/// <summary>What the tests share: a vault, a clock, and one county generated in memory.</summary>
internal static class CountyUnderTest
{
    /// <summary>The start of a Saturday in Helsinki's winter time.</summary>
    public static readonly DateTime EndsAtUtc = new(2026, 11, 20, 22, 0, 0, DateTimeKind.Utc);

    private static readonly Lazy<IdentityCodeVault> SharedVault = new(OpenVault);
    private static readonly Lazy<GeneratedHistory> SharedHistory = new(() => Generate(new CountyParameters { ClientCount = 4_000, EndsAtUtc = EndsAtUtc }));

    public static IdentityCodeVault Vault => SharedVault.Value;

    /// <summary>4,000 clients of the default county. Planted effects and accuracy need that many; it takes a second or two, once.</summary>
    public static GeneratedHistory History => SharedHistory.Value;

    public static GeneratedHistory Generate(CountyParameters parameters)
    {
        var generator = new CountyGenerator(parameters, parameters.EndsAtUtc ?? EndsAtUtc, CountyCalendar.Helsinki, Vault);
        var all = new HistoryBatch();
        foreach (var batch in generator.Batches(CancellationToken.None))
        {
            all.Clients.AddRange(batch.Clients);
            all.ContactDetails.AddRange(batch.ContactDetails);
            all.Consents.AddRange(batch.Consents);
            all.Relations.AddRange(batch.Relations);
            all.Cases.AddRange(batch.Cases);
            all.Contacts.AddRange(batch.Contacts);
            all.CaseEvents.AddRange(batch.CaseEvents);
            all.CaseDeadlines.AddRange(batch.CaseDeadlines);
            all.Assessments.AddRange(batch.Assessments);
            all.SegmentDecisions.AddRange(batch.SegmentDecisions);
        }

        return new GeneratedHistory(generator.Setting, all);
    }

    public static GenerateCounty GenerateInto(GuidanceDbContext guidance)
    {
        var clock = new ManualClock(new DateTimeOffset(EndsAtUtc, TimeSpan.Zero) + TimeSpan.FromHours(9));
        return new GenerateCounty(guidance, new LoadHistory(guidance, clock), Vault, CountyCalendar.Helsinki, clock);
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

/// <summary>A county in memory, and what it happened in.</summary>
internal sealed record GeneratedHistory(CountySetting Setting, HistoryBatch Rows);
