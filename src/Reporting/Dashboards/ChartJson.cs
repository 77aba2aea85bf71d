using System.Text.Json;

namespace Palveluohjaus.Reporting.Dashboards;

/// <summary>What the script draws, as it reads it. The default encoder escapes &lt;, so that no name can end the script element.</summary>
internal static class ChartJson
{
    private static readonly JsonSerializerOptions Options = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    public static string Write<TData>(TData data) => JsonSerializer.Serialize(data, Options);
}
