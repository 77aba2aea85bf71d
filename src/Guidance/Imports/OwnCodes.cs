using System.Text.Json;

namespace Palveluohjaus.Guidance.Imports;

/// <summary>The codes that the product's own files use in place of names: <c>WorkingAge</c> → <c>working-age</c>.</summary>
internal static class OwnCodes<TEnum>
    where TEnum : struct, Enum
{
    public static readonly IReadOnlyDictionary<string, TEnum> Values = Enum.GetValues<TEnum>().ToDictionary(Of);

    public static string Of(TEnum value) => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());
}
