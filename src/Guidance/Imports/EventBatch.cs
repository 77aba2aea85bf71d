using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Contacts;

namespace Palveluohjaus.Guidance.Imports;

/// <summary>What one transaction of an import adds.</summary>
internal sealed class EventBatch(DateTime atUtc)
{
    public DateTime AtUtc { get; } = atUtc;
    public List<GuidanceCase> Cases { get; } = [];
    public List<Contact> Contacts { get; } = [];
    public List<CaseEvent> Events { get; } = [];
    public List<ImportFinding> Findings { get; } = [];

    /// <summary>Events of the batch's cases that were stored before.</summary>
    public HashSet<string> StoredDigests { get; } = new(StringComparer.Ordinal);

    public int CasesCorrected { get; set; }
}
