using System.Text.Json;
using System.Text.Json.Serialization;

namespace Palveluohjaus.Guidance.County;

/// <summary>All wellbeing services counties and municipalities, to choose one's own from.</summary>
/// <remarks>Codes, names and language status: Statistics Finland's classification of municipalities 2026. Populations: Sotkanet, 2022. Helsinki and Åland, which belong to no county, stand as counties of their own.</remarks>
public static class Finland
{
    private const string Resource = "Palveluohjaus.Guidance.County.finland.json";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };
    private static readonly Lazy<IReadOnlyList<CountyOfFinland>> All = new(Read);

    public static IReadOnlyList<CountyOfFinland> Counties => All.Value;

    private static IReadOnlyList<CountyOfFinland> Read()
    {
        using var stream = typeof(Finland).Assembly.GetManifestResourceStream(Resource) ?? throw new InvalidOperationException($"{Resource} is missing from the assembly.");
        return JsonSerializer.Deserialize<IReadOnlyList<CountyOfFinland>>(stream, Json)!;
    }
}
