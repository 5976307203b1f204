FROM python:3.12-slim
WORKDIR /app
COPY requirements/runtime.txt requirements/runtime.txt
RUN pip install --no-cache-dir --require-hashes -r requirements/runtime.txt
COPY pyproject.toml README.md LICENSE ./
COPY src src
RUN pip install --no-cache-dir --no-deps --no-build-isolation . \
    && useradd --create-home tailor
USER tailor
ENV RESUME_TAILOR_DATA_DIR=/home/tailor/data
EXPOSE 8000
ENTRYPOINT ["resume-tailor"]
CMD ["serve", "--host", "0.0.0.0"]
