using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Storage;

namespace Palveluohjaus.Guidance.Clients;

/// <summary>Checks a client's typed data, all of it at once, and reads it into the form it is stored in.</summary>
public sealed class CheckClient(GuidanceDbContext guidance, CountyCalendar calendar, TimeProvider clock)
{
    private const int FinnishPostalCodeLength = 5;

    /// <returns>What is wrong; empty when <see cref="CheckedClient"/> may be stored.</returns>
    internal async Task<(CheckedClient? Client, IReadOnlyList<ClientProblem> Problems)> CheckAsync(ClientToSave toSave, CancellationToken cancellationToken)
    {
        var problems = new List<ClientProblem>();
        void Check(bool isWrong, string field, ClientProblemKind kind)
        {
            if (isWrong)
                problems.Add(new ClientProblem(field, kind));
        }

        string? Text(string typed, int limit, string field)
        {
            var cleaned = ClientText.Clean(typed);
            Check(cleaned.Length > limit, field, ClientProblemKind.TooLong);
            Check(!ClientText.IsReadable(cleaned), field, ClientProblemKind.UnreadableText);
            return cleaned.Length == 0 ? null : cleaned;
        }

        string Name(string typed, string field)
        {
            var cleaned = ClientText.Clean(typed);
            Check(cleaned.Length == 0, field, ClientProblemKind.NameMissing);
            Check(cleaned.Length > ClientLimits.Name, field, ClientProblemKind.TooLong);
            Check(cleaned.Length > 0 && !ClientText.IsName(cleaned), field, ClientProblemKind.NotAName);
            return cleaned;
        }

        var givenName = Name(toSave.GivenName, nameof(toSave.GivenName));
        var familyName = Name(toSave.FamilyName, nameof(toSave.FamilyName));
        var (code, dateOfBirth, sex) = ReadIdentity(toSave, Check);
        Check(toSave.ServiceLanguage is null, nameof(toSave.ServiceLanguage), ClientProblemKind.LanguageMissing);
        var interpreted = Text(toSave.InterpreterLanguage, ClientLimits.InterpreterLanguage, nameof(toSave.InterpreterLanguage));
        Check(toSave.NeedsInterpreter && interpreted is null, nameof(toSave.InterpreterLanguage), ClientProblemKind.InterpreterLanguageMissing);

        var typedPhones = toSave.Phones.Where(phone => !string.IsNullOrWhiteSpace(phone)).ToList();
        var phones = typedPhones.Select(PhoneNumber.Read).OfType<string>().Distinct().ToList();
        Check(typedPhones.Any(phone => PhoneNumber.Read(phone) is null), nameof(toSave.Phones), ClientProblemKind.PhoneUnreadable);
        Check(phones.Count > ClientLimits.Phones, nameof(toSave.Phones), ClientProblemKind.TooManyPhones);
        var email = Text(toSave.Email, ClientLimits.Email, nameof(toSave.Email));
        Check(email is not null && !EmailAddress.IsValid(email), nameof(toSave.Email), ClientProblemKind.EmailUnreadable);
        var postalCode = Text(toSave.PostalCode, ClientLimits.PostalCode, nameof(toSave.PostalCode));
        Check(postalCode is not null && !IsPostalCode(postalCode), nameof(toSave.PostalCode), ClientProblemKind.PostalCodeUnreadable);
        var street = Text(toSave.StreetAddress, ClientLimits.StreetAddress, nameof(toSave.StreetAddress));
        var place = Text(toSave.Place, ClientLimits.Place, nameof(toSave.Place));
        var wishes = Text(toSave.ContactWishes, ClientLimits.ContactWishes, nameof(toSave.ContactWishes));

        var isMunicipalityKnown = await guidance.Municipalities.AnyAsync(municipality => municipality.Code == toSave.MunicipalityCode, cancellationToken);
        Check(!isMunicipalityKnown, nameof(toSave.MunicipalityCode), ClientProblemKind.MunicipalityUnknown);
        if (problems.Count > 0)
            return (null, problems);

        return (new CheckedClient
        {
            GivenName = givenName,
            FamilyName = familyName,
            Code = code,
            DateOfBirth = dateOfBirth!.Value,
            Sex = sex!.Value,
            MunicipalityCode = toSave.MunicipalityCode,
            ServiceLanguage = toSave.ServiceLanguage!.Value,
            NeedsInterpreter = toSave.NeedsInterpreter,
            InterpreterLanguage = toSave.NeedsInterpreter ? interpreted : null,
            PreferredContact = toSave.PreferredContact,
            IsProtected = toSave.IsProtected,
            Phones = phones,
            Email = email,
            StreetAddress = street,
            PostalCode = postalCode,
            Place = place,
            ContactWishes = wishes,
        }, []);
    }

    private (PersonalIdentityCode? Code, DateOnly? DateOfBirth, Sex? Sex) ReadIdentity(ClientToSave toSave, Action<bool, string, ClientProblemKind> check)
    {
        var hasCode = !string.IsNullOrWhiteSpace(toSave.IdentityCode);
        var code = PersonalIdentityCode.TryParse(toSave.IdentityCode, out var read) ? read : null;
        check(hasCode && code is null, nameof(toSave.IdentityCode), ClientProblemKind.IdentityCodeWrong);

        var hasDate = !string.IsNullOrWhiteSpace(toSave.DateOfBirth);
        var typed = hasDate ? BirthDateText.Read(toSave.DateOfBirth) : null;
        check(hasDate && typed is null, nameof(toSave.DateOfBirth), ClientProblemKind.DateOfBirthUnreadable);
        check(!hasDate && !hasCode, nameof(toSave.DateOfBirth), ClientProblemKind.DateOfBirthMissing);
        check(code is not null && typed is not null && code.DateOfBirth != typed, nameof(toSave.IdentityCode), ClientProblemKind.IdentityCodeOtherBirthDate);
        var dateOfBirth = typed ?? code?.DateOfBirth;
        var today = calendar.DayOf(clock.GetUtcNow().UtcDateTime);
        check(dateOfBirth is { } day && !BirthDateText.IsPossible(day, today), nameof(toSave.DateOfBirth), ClientProblemKind.DateOfBirthImpossible);

        check(code is not null && toSave.Sex is not null && code.Sex != toSave.Sex, nameof(toSave.IdentityCode), ClientProblemKind.IdentityCodeOtherSex);
        check(toSave.Sex is null && !hasCode, nameof(toSave.Sex), ClientProblemKind.SexMissing);
        return (code, dateOfBirth, toSave.Sex ?? code?.Sex);
    }

    /// <summary>Five digits at home; letters, digits, spaces and hyphens abroad.</summary>
    private static bool IsPostalCode(string text) =>
        (text.Length == FinnishPostalCodeLength && text.All(char.IsAsciiDigit))
        || (text.Any(char.IsAsciiDigit) && text.All(character => char.IsAsciiLetterOrDigit(character) || character is ' ' or '-') && !text.All(char.IsAsciiDigit));
}

/// <summary>A client's data as it will be stored.</summary>
internal sealed record CheckedClient
{
    public required string GivenName { get; init; }
    public required string FamilyName { get; init; }
    public PersonalIdentityCode? Code { get; init; }
    public required DateOnly DateOfBirth { get; init; }
    public required Sex Sex { get; init; }
    public required string MunicipalityCode { get; init; }
    public required ServiceLanguage ServiceLanguage { get; init; }
    public required bool NeedsInterpreter { get; init; }
    public string? InterpreterLanguage { get; init; }
    public ContactPreference? PreferredContact { get; init; }
    public required bool IsProtected { get; init; }
    public required IReadOnlyList<string> Phones { get; init; }
    public string? Email { get; init; }
    public string? StreetAddress { get; init; }
    public string? PostalCode { get; init; }
    public string? Place { get; init; }
    public string? ContactWishes { get; init; }

    public string FoldedName => NameFolding.Fold(FamilyName, GivenName);

    public ClientContactDetails DetailsOf(Guid clientId) => new()
    {
        ClientId = clientId,
        Phones = Phones,
        Email = Email,
        StreetAddress = StreetAddress,
        PostalCode = PostalCode,
        Place = Place,
        ContactWishes = ContactWishes,
    };

    public override string ToString() => nameof(CheckedClient);
}
