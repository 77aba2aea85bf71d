using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.Contacts;

namespace Palveluohjaus.Guidance.Imports;

/// <summary>One row of a log: what it says, or what is wrong with it.</summary>
internal sealed class EventRow
{
    public required int LineNumber { get; init; }
    public required string RawText { get; init; }

    /// <summary>In a log of traces; null for a row of a table.</summary>
    public LogPlace? Place { get; init; }

    /// <summary>When set, nothing below is.</summary>
    public RowFault? Fault { get; init; }

    public string CaseId { get; init; } = "";
    public string Activity { get; init; } = "";
    public DateTime OccurredAtUtc { get; init; }
    public string? Unit { get; init; }
    public string? Worker { get; init; }
    public ContactChannel? Channel { get; init; }
    public DateTime? StartAtUtc { get; init; }
    public DateTime? EndAtUtc { get; init; }
    public DateTime? DeadlineAtUtc { get; init; }
    public NeedReason? Theme { get; init; }
    public LifeStage? LifeStage { get; init; }
    public ServiceLanguage? Language { get; init; }

    /// <summary>As it stands in the log; may be no name of a source.</summary>
    public string? Source { get; init; }

    /// <summary>Digest of what makes the event itself, from the log's own values: mending the profile's value maps must not make it another.</summary>
    public byte[] Identity { get; init; } = [];
}

/// <param name="Column">The column's header; empty when it is the row as a whole.</param>
/// <param name="Problem">What is wrong.</param>
/// <param name="Found">What stood there.</param>
/// <param name="Expected">What was expected, in a form that needs no language.</param>
internal sealed record RowFault(string Column, RowProblem Problem, string? Found = null, string? Expected = null);

/// <summary>Tells equal rows of one file apart by their order, so that two equal events stay two and a second import adds none.</summary>
/// <remarks>About 20–40 bytes a row: the one thing besides the cases that grows with the file.</remarks>
internal sealed class Occurrences
{
    // A chance meeting of two 64-bit prefixes gives one row the number 2 instead of 1, the same on every run: harmless.
    private readonly HashSet<ulong> _seen = [];
    private readonly Dictionary<ulong, int> _repeated = [];

    /// <returns>A digest of the content and of how many of its equals came before.</returns>
    public string Number(ReadOnlySpan<byte> digest)
    {
        var key = BitConverter.ToUInt64(digest);
        if (_seen.Add(key))
            return Convert.ToBase64String(digest);

        var occurrence = _repeated.GetValueOrDefault(key, 1) + 1;
        _repeated[key] = occurrence;
        Span<byte> numbered = stackalloc byte[digest.Length + sizeof(int)];
        digest.CopyTo(numbered);
        BitConverter.TryWriteBytes(numbered[digest.Length..], occurrence);
        return Convert.ToBase64String(SHA256.HashData(numbered));
    }
}

internal static class Digests
{
    /// <summary>Lengths stand before the parts, so that no two lists of parts give one text.</summary>
    public static byte[] Of(string caseId, string activity, DateTime occurredAtUtc, string unit, string worker) =>
        Of(string.Create(
            CultureInfo.InvariantCulture,
            $"{caseId.Length}:{caseId}{activity.Length}:{activity}{occurredAtUtc.Ticks}:{unit.Length}:{unit}{worker.Length}:{worker}"));

    public static byte[] Of(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
