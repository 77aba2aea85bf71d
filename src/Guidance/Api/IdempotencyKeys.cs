using Microsoft.AspNetCore.Http;

namespace Palveluohjaus.Guidance.Api;

/// <summary>The key by which a call that is sent again makes nothing new: made by the caller, one for each thing.</summary>
internal static class IdempotencyKeys
{
    public const string Header = "Idempotency-Key";
    public const int MaxLength = 200;

    private const string ReplayedHeader = "Idempotency-Replayed";

    public static bool IsUsable(string? key) => key is { Length: > 0 and <= MaxLength } && !key.Any(char.IsControl);

    /// <summary>Tells the caller that it came before, and nothing was stored now.</summary>
    public static void MarkReplayed(HttpContext context) => context.Response.Headers[ReplayedHeader] = "true";
}
