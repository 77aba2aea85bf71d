using System.Runtime.InteropServices;
using Palveluohjaus.Guidance.Clients;

namespace Palveluohjaus.SyntheticCounty.People;

/// <summary>Hands out personal identity codes of the artificial range 900–999, each once: 300 for a birth day and sex, then none.</summary>
internal sealed class ArtificialIdentityCodes
{
    private const int NumbersPerSex = (PersonalIdentityCode.LastArtificialNumber - PersonalIdentityCode.FirstArtificialNumber + 1) / 2;
    private const int Signs = 6;
    private readonly Dictionary<(DateOnly, Sex), int> _given = [];

    /// <summary>Null when the birth day has run out of codes, or lies in a century whose signs are too few.</summary>
    public PersonalIdentityCode? Next(DateOnly dateOfBirth, Sex sex)
    {
        if (dateOfBirth.Year is < 1900 or > 2099)
            return null;

        ref var given = ref CollectionsMarshal.GetValueRefOrAddDefault(_given, (dateOfBirth, sex), out _);
        if (given == NumbersPerSex * Signs)
            return null;

        // The last digit tells the sex: odd for men.
        var number = PersonalIdentityCode.FirstArtificialNumber + (2 * (given % NumbersPerSex)) + (sex == Sex.Male ? 1 : 0);
        return PersonalIdentityCode.Artificial(dateOfBirth, number, given++ / NumbersPerSex);
    }
}
