using System.Globalization;

namespace Palveluohjaus.Guidance.Audit;

/// <summary>How far a chain reached at some time, to be kept where the database's writers cannot reach: a later check compares.</summary>
/// <param name="Chain">The chain.</param>
/// <param name="Entries">How many entries it had.</param>
/// <param name="LastMac">The last one's hash, as hexadecimal digits; it tells nothing of the entry.</param>
public sealed record NotedHead(int Chain, long Entries, string LastMac)
{
    internal static NotedHead Of(AuditChainHead head) => new(head.ChainId, head.Entries, Convert.ToHexStringLower(head.LastMac));

    /// <returns>Null when the text is not one that <see cref="ToString"/> made.</returns>
    public static NotedHead? Parse(string text) => text.Split(':') is [var chain, var entries, { Length: 2 * AuditEntry.MacLength } lastMac]
        && int.TryParse(chain, NumberStyles.None, CultureInfo.InvariantCulture, out var chainId)
        && long.TryParse(entries, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
        && lastMac.All(char.IsAsciiHexDigit)
            ? new NotedHead(chainId, count, lastMac.ToLowerInvariant())
            : null;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Chain}:{Entries}:{LastMac}");
}
