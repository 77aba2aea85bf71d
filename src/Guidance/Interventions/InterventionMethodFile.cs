using System.Globalization;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Contacts;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Segmentation.Texts;

namespace Palveluohjaus.Guidance.Interventions;

/// <summary>Reads methods from a file, and says everything that is wrong with it at once.</summary>
internal static class InterventionMethodFile
{
    private const int NameMaxLength = 120;
    private const int TextMaxLength = 500;
    private const int MostAge = 120;
    private const double MostScore = 100_000;

    /// <param name="json">UTF-8 JSON.</param>
    /// <param name="fileName">What to call the file in messages.</param>
    /// <param name="errors">Gets what is wrong, each with the file and the place.</param>
    /// <returns>What could be read; of use only when nothing is wrong.</returns>
    public static IReadOnlyList<InterventionMethod> Read(Stream json, string fileName, List<string> errors)
    {
        if (CountyDataFile.Parse<FileContent>(json, fileName, "this is not what a file of intervention methods holds", errors) is not { } file)
            return [];
        if (file.Methods is { Count: > 0 } methods)
            return [.. methods.Select((method, index) => ReadMethod(method ?? new MethodInFile(), fileName, $"methods[{index}]", errors))];
        errors.Add($"{fileName}, methods: there are none.");
        return [];
    }

    private static InterventionMethod ReadMethod(MethodInFile given, string fileName, string place, List<string> errors)
    {
        var code = given.Code ?? string.Empty;
        if (!IsCode(code))
            Wrong("code", $"must be 1–{InterventionMethods.CodeMaxLength} letters a–z, digits or hyphens.");
        if (given.Version is not (>= 1 and <= 9_999))
            Wrong("version", "must be 1–9999.");
        var stages = (given.LifeStages ?? []).Select((text, index) => ReadCode<LifeStage>(text, $"lifeStages[{index}]")).ToList();
        if (stages.Count == 0)
            Wrong("lifeStages", $"must name at least one of {string.Join(", ", Enum.GetNames<LifeStage>())}.");
        foreach (var (age, where) in ((int?, string)[])[(given.MinAge, "minAge"), (given.MaxAge, "maxAge")])
        {
            if (age is < 0 or > MostAge)
                Wrong(where, $"must be 0–{MostAge}.");
        }

        if (given.MinAge > given.MaxAge)
            Wrong("maxAge", "is less than minAge: the method would be for nobody.");
        if (given.Sessions is not (>= 1 and <= Intervention.MostSessions))
            Wrong("sessions", string.Create(CultureInfo.InvariantCulture, $"must be 1–{Intervention.MostSessions}."));
        if (given.Preventive is null)
            Wrong("preventive", "is missing.");
        var measures = (given.Measures ?? []).Select((measure, index) => ReadMeasure(measure ?? new MeasureInFile(), $"measures[{index}]")).ToList();
        if (measures.Count == 0)
            Wrong("measures", "must have at least one: an effect is measured before and after.");
        foreach (var twice in measures.Where(measure => measure.Code.Length > 0).GroupBy(measure => measure.Code).Where(same => same.Count() > 1))
            Wrong("measures", $"{twice.Key} is there {twice.Count()} times.");

        return new InterventionMethod
        {
            Code = code,
            Version = given.Version.GetValueOrDefault(),
            Name = ReadText(given.Name, "name", NameMaxLength),
            Description = ReadText(given.Description, "description"),
            LifeStages = stages,
            MinAge = given.MinAge,
            MaxAge = given.MaxAge,
            Sessions = given.Sessions.GetValueOrDefault(),
            Theme = ReadCode<NeedReason>(given.Theme, "theme"),
            IsPreventive = given.Preventive ?? false,
            Provider = ReadText(given.Provider, "provider"),
            Source = ReadText(given.Source, "source"),
            ToBeConfirmed = [.. (given.ToBeConfirmed ?? []).Select((text, index) => ReadText(text, $"toBeConfirmed[{index}]"))],
            Measures = measures,
            IsInUse = given.InUse ?? true,
        };

        InterventionMeasure ReadMeasure(MeasureInFile measure, string at)
        {
            var measureCode = measure.Code ?? string.Empty;
            if (!IsCode(measureCode))
                Wrong($"{at}.code", $"must be 1–{InterventionMethods.CodeMaxLength} letters a–z, digits or hyphens.");
            var (minimum, maximum, step) = (ReadNumber(measure.Minimum, $"{at}.minimum"), ReadNumber(measure.Maximum, $"{at}.maximum"), ReadNumber(measure.Step, $"{at}.step"));
            var scale = new MeasureScale { Minimum = minimum, Maximum = maximum, Step = step, Better = ReadCode<BetterScore>(measure.Better, $"{at}.better"), SmallestChange = measure.SmallestChange };
            if (measure is { Minimum: not null, Maximum: not null } && minimum >= maximum)
                Wrong($"{at}.maximum", "must be more than minimum.");
            else if (measure.Step is not null && (step <= 0 || Math.Abs((step * 100) - Math.Round(step * 100)) > 1e-9 || !scale.HasStep(maximum)))
                Wrong($"{at}.step", "must be more than 0, have at most two decimals and lead from minimum to maximum in whole steps.");
            if (measure.SmallestChange is { } smallest && (smallest <= 0 || smallest > maximum - minimum))
                Wrong($"{at}.smallestChange", "must be more than 0 and no more than the scale is long; leave it out where no source gives one.");
            return new InterventionMeasure
            {
                Code = measureCode,
                Name = ReadText(measure.Name, $"{at}.name", NameMaxLength),
                Scale = scale,
                Source = ReadText(measure.Source, $"{at}.source"),
                ToBeConfirmed = measure.ToBeConfirmed is { } text ? ReadText(text, $"{at}.toBeConfirmed") : null,
            };
        }

        void Wrong(string where, string what) => errors.Add($"{fileName}, {place}{(code.Length > 0 ? $" ({code})" : string.Empty)}, {where}: {what}");

        double ReadNumber(double? number, string where)
        {
            if (number is not (>= -MostScore and <= MostScore))
                Wrong(where, number is null ? "is missing." : string.Create(CultureInfo.InvariantCulture, $"must be between -{MostScore} and {MostScore}."));
            return number.GetValueOrDefault();
        }

        T ReadCode<T>(string? text, string where)
            where T : struct, Enum
        {
            if (Enum.TryParse<T>(text, out var value) && Enum.GetName(value) == text)
                return value;
            Wrong(where, $"{(text is null ? "is missing; it" : $"{text} is unknown; it")} must be one of {string.Join(", ", Enum.GetNames<T>())}.");
            return default;
        }

        LocalizedText ReadText(TextInFile? text, string where, int maxLength = TextMaxLength)
        {
            foreach (var (language, words) in (ReadOnlySpan<(string, string?)>)[("fi", text?.Fi), ("sv", text?.Sv), ("en", text?.En)])
            {
                if (string.IsNullOrWhiteSpace(words) || words.Length > maxLength)
                    Wrong($"{where}.{language}", $"must have 1–{maxLength} characters.");
            }

            return new LocalizedText(text?.Fi ?? string.Empty, text?.Sv ?? string.Empty, text?.En ?? string.Empty);
        }
    }

    private static bool IsCode(string code) =>
        code.Length is > 0 and <= InterventionMethods.CodeMaxLength && code.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '-');

    private sealed record FileContent
    {
        public IReadOnlyList<MethodInFile?>? Methods { get; init; }
    }

    private sealed record MethodInFile
    {
        public string? Code { get; init; }
        public int? Version { get; init; }
        public TextInFile? Name { get; init; }
        public TextInFile? Description { get; init; }
        public IReadOnlyList<string?>? LifeStages { get; init; }
        public int? MinAge { get; init; }
        public int? MaxAge { get; init; }
        public int? Sessions { get; init; }
        public string? Theme { get; init; }
        public bool? Preventive { get; init; }
        public TextInFile? Provider { get; init; }
        public TextInFile? Source { get; init; }
        public IReadOnlyList<TextInFile?>? ToBeConfirmed { get; init; }
        public IReadOnlyList<MeasureInFile?>? Measures { get; init; }
        public bool? InUse { get; init; }
    }

    private sealed record MeasureInFile
    {
        public string? Code { get; init; }
        public TextInFile? Name { get; init; }
        public double? Minimum { get; init; }
        public double? Maximum { get; init; }
        public double? Step { get; init; }
        public string? Better { get; init; }
        public double? SmallestChange { get; init; }
        public TextInFile? Source { get; init; }
        public TextInFile? ToBeConfirmed { get; init; }
    }

    private sealed record TextInFile(string? Fi, string? Sv, string? En);
}
