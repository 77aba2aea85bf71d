using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Palveluohjaus.Guidance.Clients;

/// <summary>Between the form of a client's data and <see cref="ClientToSave"/>: property names are the names of the fields.</summary>
internal static class ClientFormFields
{
    /// <summary>The order of the fields on the page, which is the order of the error summary.</summary>
    private static readonly string[] Order =
    [
        nameof(ClientToSave.FamilyName), nameof(ClientToSave.GivenName), nameof(ClientToSave.IdentityCode), nameof(ClientToSave.DateOfBirth), nameof(ClientToSave.Sex),
        nameof(ClientToSave.ServiceLanguage), nameof(ClientToSave.InterpreterLanguage), nameof(ClientToSave.Phones), nameof(ClientToSave.Email),
        nameof(ClientToSave.PreferredContact), nameof(ClientToSave.ContactWishes), nameof(ClientToSave.StreetAddress), nameof(ClientToSave.PostalCode),
        nameof(ClientToSave.Place), nameof(ClientToSave.MunicipalityCode),
    ];

    public static ClientToSave Read(IFormCollection posted) => new()
    {
        GivenName = posted[nameof(ClientToSave.GivenName)].ToString(),
        FamilyName = posted[nameof(ClientToSave.FamilyName)].ToString(),
        IdentityCode = posted[nameof(ClientToSave.IdentityCode)].ToString(),
        DateOfBirth = posted[nameof(ClientToSave.DateOfBirth)].ToString(),
        Sex = ReadCode<Sex>(posted[nameof(ClientToSave.Sex)]),
        MunicipalityCode = posted[nameof(ClientToSave.MunicipalityCode)].ToString(),
        ServiceLanguage = ReadCode<ServiceLanguage>(posted[nameof(ClientToSave.ServiceLanguage)]),
        NeedsInterpreter = posted.ContainsKey(nameof(ClientToSave.NeedsInterpreter)),
        InterpreterLanguage = posted[nameof(ClientToSave.InterpreterLanguage)].ToString(),
        PreferredContact = ReadCode<ContactPreference>(posted[nameof(ClientToSave.PreferredContact)]),
        IsProtected = posted.ContainsKey(nameof(ClientToSave.IsProtected)),
        Phones = [.. posted[nameof(ClientToSave.Phones)].OfType<string>()],
        Email = posted[nameof(ClientToSave.Email)].ToString(),
        StreetAddress = posted[nameof(ClientToSave.StreetAddress)].ToString(),
        PostalCode = posted[nameof(ClientToSave.PostalCode)].ToString(),
        Place = posted[nameof(ClientToSave.Place)].ToString(),
        ContactWishes = posted[nameof(ClientToSave.ContactWishes)].ToString(),
    };

    public static ClientToSave Of(ClientDetails details) => new()
    {
        GivenName = details.GivenName,
        FamilyName = details.FamilyName,
        IdentityCode = details.IdentityCode?.Value ?? string.Empty,
        DateOfBirth = details.DateOfBirth.ToString("d", CultureInfo.CurrentCulture),
        Sex = details.Sex,
        MunicipalityCode = details.Reach?.MunicipalityCode ?? string.Empty,
        ServiceLanguage = details.ServiceLanguage,
        NeedsInterpreter = details.NeedsInterpreter,
        InterpreterLanguage = details.InterpreterLanguage ?? string.Empty,
        PreferredContact = details.PreferredContact,
        IsProtected = details.IsProtected,
        Phones = details.Reach?.Phones ?? [],
        Email = details.Reach?.Email ?? string.Empty,
        StreetAddress = details.Reach?.StreetAddress ?? string.Empty,
        PostalCode = details.Reach?.PostalCode ?? string.Empty,
        Place = details.Reach?.Place ?? string.Empty,
        ContactWishes = details.Reach?.ContactWishes ?? string.Empty,
    };

    public static IEnumerable<ClientProblem> InOrder(IEnumerable<ClientProblem> problems) => problems.OrderBy(problem => Array.IndexOf(Order, problem.Field));

    // Enum.TryParse alone takes numbers and lists of names too.
    public static T? ReadCode<T>(string? text)
        where T : struct, Enum => Enum.TryParse<T>(text, out var code) && Enum.GetName(code) == text ? code : null;
}
