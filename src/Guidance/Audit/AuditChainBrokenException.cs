using System.Globalization;

namespace Palveluohjaus.Guidance.Audit;

/// <summary>A chain's head does not verify: nothing that must be audited can be stored, and what is not audited must not be done.</summary>
public sealed class AuditChainBrokenException(int chain) : Exception(string.Create(
    CultureInfo.InvariantCulture,
    $"The head of audit chain {chain} does not verify: it is missing or was altered, or the keys are not those of this database. Nothing that must be audited can be stored. 'database check' tells what is wrong."));
