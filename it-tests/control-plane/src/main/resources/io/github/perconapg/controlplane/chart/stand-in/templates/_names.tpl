{{- define "standin.name" -}}
{{ .Values.nameOverride | default .Chart.Name | trunc 63 | trimSuffix "-" }}
{{- end -}}

{{- define "standin.fullname" -}}
{{- $name := include "standin.name" . -}}
{{- $full := ternary .Release.Name (list .Release.Name $name | join "-") (contains $name .Release.Name) -}}
{{ .Values.fullnameOverride | default $full | trunc 63 | trimSuffix "-" }}
{{- end -}}

{{- define "standin.clusterwide" -}}
{{ if or .Values.watchNamespace .Values.watchAllNamespaces }}yes{{ end }}
{{- end -}}

{{- define "standin.selector" -}}
app.kubernetes.io/name: {{ include "standin.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "standin.labels" -}}
{{ include "standin.selector" . }}
helm.sh/chart: {{ list .Chart.Name .Chart.Version | join "-" }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
meta.helm.sh/release-name: {{ .Release.Name }}
meta.helm.sh/release-namespace: {{ .Release.Namespace }}
{{- end -}}

{{- define "standin.podlabels" -}}
{{ include "standin.selector" . }}
app.kubernetes.io/component: operator
app.kubernetes.io/part-of: {{ include "standin.name" . }}
pgv2.percona.com/control-plane: postgres-operator
{{- end -}}
